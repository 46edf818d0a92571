"""Countries, continents and cities by the names people use for them.

Country names come from CLDR (through Babel) in every language of the lexicon; adjectives, continents, states and foreign names
of cities are a small hand table. A name stands for a set of ISO 3166 codes or for a set of spellings.
"""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from .text import fold, words

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl")

# ISO code: words and stems (`*`) for people and adjectives, in all languages together, folded.
PEOPLE = """
AR argentin*|AT austrian*|osterreich*|oesterreich*|autrichien*|austriac*|oostenrijk*|AU australian*|australien|australier*|BE belgian*|belgisch*|belgier*|belge|belges|belgas|belga|belgi|belgische
BR brazilian*|brasilian*|bresilien*|brasilen*|brasileir*|brasiliano|brasiliani|braziliaan*|brazil*|CA canadian*|kanadi*|canadien*|canadiens*|canadese*|canadees|CH swiss|schweizer*|suisse|suisses|suizo|suizos|suiza|suizas|svizzer*|suico|suicos|zwitser*
CL chilean*|chilen*|CN chinese*|chinesisch*|chinois*|chinos|CO colombian*|CZ czech*|tschechisch*|tcheque*|checo|checos|DE german|germans|deutsche|deutschen|deutscher|deutsches|deutsch|allemand*|alemanes|alemanas|aleman|alemana|alemaes|alemao|tedesc*|duits*|duitse
DK danish|dane|danes|danisch*|daenisch*|danen|danois*|dane*s|daneses|danesa|danesi|deens*|deense|dinamarques*|ES spanish|spaniard*|spanisch*|spanier*|espagnol*|espanol*|spagnol*|spaans*|espanh*
FI finnish|finn|finns|finnisch*|finnen|finlandais*|finlandes*|finlandese|fins|finse|finlandesi|FR french|frenchman|frenchmen|franzos*|franzoes*|francais*|frances|franceses|francesa|francesas|francese|francesi|frans|franse
GB british|brit|brits|english|englishmen|scottish|welsh|britisch*|englische*|britannique*|anglais*|britanic*|ingles|ingleses|inglesi|britannic*|brits*|engels*|GR greek*|griechisch*|IE irish|irisch*|irland*|irlandais*|irlandes*|iers|ierse
IN indian*|indisch*|indien*|IT italian*|italienisch*|italiener*|italien|italienne*|italiens|italien*s|italiaan*|JP japanese|japanisch*|japonais*|japones*|MX mexican*|mexikan*|mexicain*|mexicaan*|messican*|NL dutch|hollandisch*|niederlandisch*|neerlandais*|holandes*|olandes*
NO norwegian*|norwegisch*|norweger*|norvegien*|norueg*|norvegese*|noors*|noorse|PL polish|pole|poles|polnisch*|polen|polonais*|polac*|polacos|poolse|pools|PT portuguese|portugiesisch*|portugiesen|portugais*|portugues*|portoghes*|portugees|portugese
RU russian*|russisch*|russe|russes|SE swedish|swede|swedes|schwedisch*|schweden|suedois*|suec*|svedes*|zweeds*|zweedse|TR turkish|turk|turks|turkisch*|US american|americans|us-american*|amerikanisch*|amerikaner*|us-amerikan*|americain*|estadounidense*|american*|americani|norteamerican*|amerikaans*|statunitens*
VE venezuelan*|venezolan*|venezuelien*|venezuelaan*|ZA south african*|KR korean*|UA ukrainian*|HU hungarian*|RO romanian*
"""

ALIASES = {
    "US": "usa|us|u.s.|u.s.a.|states|the states|united states|united states of america|america|etats-unis|etats unis|vereinigte staaten|ee uu|ee.uu.|eeuu|eua|stati uniti|estados unidos|verenigde staten|vs|amerika|amerique|stany zjednoczone",
    "GB": "uk|u.k.|great britain|britain|england|united kingdom|scotland|wales|grossbritannien|england|angleterre|grande-bretagne|grande bretagne|royaume-uni|royaume uni|reino unido|inglaterra|gran bretana|regno unito|gran bretagna|inghilterra|engeland|groot-brittannie|verenigd koninkrijk|vk|gb|vereinigtes konigreich|vereinigten konigreich",
    "CZ": "czech republic|czechia",
    "NL": "holland|netherlands|the netherlands",
    "RU": "russia",
    "KR": "south korea|korea",
    "DE": "germany|brd",
    "CH": "switzerland|schweiz",
    "AE": "uae|emirates",
}

REGIONS = {
    "europe": (
        "AL AD AT BY BE BA BG HR CY CZ DK EE FI FR DE GR HU IS IE IT XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH UA GB VA",
        "europe|europa|european|europeans|europaisch*|europeen*|europe*s|europea|europei|europees|europese|europeus|europeia|continental europe|europaer*",
    ),
    "north america": (
        "US CA MX",
        "north america|nordamerika|amerique du nord|norteamerica|america del norte|nord america|america do norte|noord-amerika|north american|north americans",
    ),
    "south america": (
        "AR BO BR CL CO EC GY PY PE SR UY VE",
        "south america|sudamerika|suedamerika|amerique du sud|sudamerica|america del sur|sud america|america do sul|zuid-amerika|south american|south americans|sudamerikanisch*|sudamerican*|sud-americain*",
    ),
    "latin america": (
        "AR BO BR CL CO EC GY PY PE SR UY VE MX GT HN SV NI CR PA CU DO HT PR",
        "latin america|lateinamerika|amerique latine|latinoamerica|america latina|latijns-amerika|latin american|latin americans|lateinamerikanisch*|latinoamerican*|latam",
    ),
    "the americas": (
        "US CA MX AR BO BR CL CO EC GY PY PE SR UY VE GT HN SV NI CR PA CU DO HT PR JM",
        "americas|the americas|ameriques|las americas|le americhe|new world|both americas",
    ),
    "Scandinavia": (
        "DK NO SE",
        "scandinavia|scandinavian|scandinavians|skandinavien|skandinavisch*|scandinavie|scandinave*|escandinavia|escandinav*|scandinavische",
    ),
    "the Nordic countries": (
        "DK NO SE FI IS",
        "nordics|nordic|nordic countries|the nordics|nordische lander|nordischen landern|pays nordiques|paises nordicos",
    ),
    "the Benelux": ("BE NL LU", "benelux"),
    "the DACH region": (
        "DE AT CH",
        "dach|dach region|german speaking|german-speaking|german speaking countries|german-speaking countries|deutschsprachig*|germanophone*",
    ),
    "Iberia": ("ES PT", "iberia|iberian|iberian peninsula|iberische halbinsel|peninsule iberique|peninsula iberica"),
    "the EU": (
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE",
        "eu|the eu|european union|europaische union|union europeenne|union europea",
    ),
    "Asia": ("CN JP IN KR TH VN ID MY SG PH PK BD TR IL SA AE IR IQ KZ TW HK", "asia|asian|asien|asie|asiatisch*|asiatic*|azie"),
    "Africa": ("ZA NG EG KE MA DZ TN GH ET TZ UG SN CI", "africa|african|afrika|afrique|afrikanisch*"),
    "Oceania": ("AU NZ FJ", "oceania|ozeanien|oceanie|down under"),
}

# Spellings of one state or city: whoever writes any of them means all of them.
SPELLINGS = """
oregon=or|california=ca|washington state=washington=wa|new mexico=nm|idaho=id|montana=mt|wyoming=wy|alaska=ak|new york=ny|texas=tx|florida=fl|illinois=il|nevada=nv|arizona=az|colorado=co|utah=ut|ohio=oh|georgia=ga
massachusetts=ma|new jersey=nj|pennsylvania=pa|michigan=mi|minnesota=mn|virginia=va|hawaii=hi|british columbia=bc|quebec|ontario=on|alberta=ab|sao paulo=sp|rio de janeiro=rj=rio|minas gerais=mg
munich=munchen=muenchen=monaco di baviera|cologne=koln=koeln=colonia=keulen|vienna=wien=vienne=viena=wenen|geneva=geneve=genf=ginebra=ginevra|lisbon=lisboa=lissabon=lisbonne=lisbona|warsaw=warszawa=warschau=varsovie=varsovia
copenhagen=kobenhavn=kopenhagen=copenhague=koebenhavn|brussels=bruxelles=brussel=bruessel=bruselas=brussels|turin=torino|seville=sevilla=seville|milan=milano=mailand|rome=roma=rom|naples=napoli=neapel|florence=firenze=florenz
mexico city=mexico d.f.=mexico df=mexico-stadt=mexiko-stadt=ciudad de mexico=cdmx=mexico ciudad=la ville de mexico|prague=praha=prag|moscow=moskva=moskau|athens=athina=athen|the hague=den haag|zurich=zuerich|bern=berne=berna|nuremberg=nurnberg=nuernberg
helsinki=helsingfors|gothenburg=goteborg|aarhus=arhus|london=londres=londra=londen|paris=parigi=parijs|strasbourg=strassburg=estrasburgo|lyon=lyons=lione|marseille=marseilles=marsella=marsiglia|barcelona=barcelone=barcellona
frankfurt=frankfurt a.m.=frankfurt am main=francfort|aachen=aix-la-chapelle=aquisgran|salzburg=salzbourg|madrid|montreal|san francisco=sf=frisco|los angeles=la|bergamo=bergame|lulea|cologne|reggio emilia
"""


@dataclass(frozen=True)
class Place:
    """A country, a group of countries (`codes`) or a state or city (`spellings`)."""

    label: str
    codes: frozenset[str] = frozenset()
    spellings: frozenset[str] = frozenset()

    def holds(self, value: str) -> bool:
        """Whether a value of the records names this place."""
        return country_code(value) in self.codes if self.codes else fold(value) in self.spellings


@lru_cache(maxsize=1)
def _countries() -> dict[tuple[str, ...], str]:
    """Every country's name in every language, as words."""
    names: dict[tuple[str, ...], str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "XA", "XB", "EZ"):
                names.setdefault(words(name), code)
    for code, aliases in ALIASES.items():
        names.update({words(alias): code for alias in aliases.split("|")})
    return names


@lru_cache(maxsize=4096)
def country_code(value: str) -> str:
    """The ISO code that a country's name, in any language of the lexicon, or the code itself stands for; else empty."""
    return _countries().get(words(value), "") or (
        value if value in Locale("en").territories and len(value) == 2 and value.isalpha() else ""
    )


@lru_cache(maxsize=1024)
def country_name(code: str) -> str:
    """The English name, short where there is a short one."""
    return {"US": "USA", "GB": "UK"}.get(code) or str(Locale("en").territories.get(code, code))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[tuple[str, ...], Place], list[tuple[str, Place]]]:
    """Whole phrases, and stems of one word."""
    exact: dict[tuple[str, ...], Place] = {}
    stems: list[tuple[str, Place]] = []

    def put(phrase: str, place: Place) -> None:
        if phrase.endswith("*"):
            stems.append((phrase[:-1], place))
        else:
            exact.setdefault(words(phrase), place)

    for label, (codes, phrases) in REGIONS.items():
        for phrase in phrases.split("|"):
            put(phrase, Place(label, frozenset(codes.split())))
    for line in SPELLINGS.strip().splitlines():
        for group in line.split("|"):
            spellings = frozenset(fold(s) for s in group.split("="))
            for spelling in spellings:
                if len(spelling) > 2:
                    put(spelling, Place(group.split("=")[0].title(), spellings=spellings))
    code = ""
    for item in PEOPLE.replace("\n", "|").split("|"):
        if item[:2].isupper():
            code, item = item[:2], item[3:]
        if item:
            put(item, Place(country_name(code), frozenset((code,))))
    return exact, stems


def find(phrase: tuple[str, ...], language: str, shouted: bool = False) -> list[Place]:
    """The places that these words name; two-letter codes count only when written in capitals."""
    if sum(map(len, phrase)) <= 2 and not shouted:
        return []
    exact, stems = _tables()
    found = [exact[phrase]] if phrase in exact else []
    code = _country_in(phrase, language)
    if code:
        found.append(Place(country_name(code), frozenset((code,))))
    if not found and len(phrase) == 1:
        found = [place for stem, place in stems if phrase[0].startswith(stem)][:1]
    return found


@lru_cache(maxsize=16)
def _names_in(language: str) -> dict[tuple[str, ...], str]:
    names = {words(alias): code for code, aliases in ALIASES.items() for alias in aliases.split("|")}
    for locale in (language, "en"):
        for code, name in Locale(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "XA", "XB", "EZ"):
                names.setdefault(words(name), code)
    return names


def _country_in(phrase: tuple[str, ...], language: str) -> str:
    return _names_in(language).get(phrase, "")


@lru_cache(maxsize=16)
def single_words(language: str) -> frozenset[str]:
    """All names of one word, for spelling repair."""
    exact, stems = _tables()
    return frozenset(key[0] for key in (*exact, *_names_in(language)) if len(key) == 1 and len(key[0]) > 4) | {
        s for s, _ in stems if len(s) > 5
    }
