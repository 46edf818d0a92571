"""Dutch words; see `en` for the form."""

TABLE = """
ask:count    hoeveel|aantal|het aantal|hoe vaak|hoeveel verschillende|aantallen
ask:sum      hoeveel|hoeveel geld|hoe hoog|hoe groot|hoe duur|welk bedrag|voor hoeveel|wat is het bedrag|hoeveel bedraagt|hoe hoog is
ask:list     toon|laat zien|laat me zien|laat|geef|geef me|geef mij|lijst|lijst van|zoek|vind|som op|ik wil|ik wil zien|overzicht|overzicht van|noem|tonen
ask:which    welke|welk
ask:what     wat|wat is|wat zijn|wat was|hoe heet|hoe luidt|wat waren
ask:who      wie|aan wie|voor wie|van wie|wie is|wie zijn
ask:where    waar|waar is|waar zit|waar ligt|gevestigd|vandaan|waarvandaan
ask:when     wanneer|op welke datum|welke datum|welke dag|op welke dag
ask:share    welk percentage|percentage|aandeel|welk aandeel|procent|hoeveel procent|welk deel|het aandeel
ask:contact  contactgegevens|contact|bereiken
ask:about    details|gegevens|informatie|info|gegevens van|informatie over|details van|vertel over|vertel me over|alles over
ask:exist    is er|zijn er|hebben we|hebben wij|is|zijn|heeft|hebben|was|waren|werd|werden|bestaat|bestaan|had|hadden
ask:diff     verschil|verschil tussen|hoeveel meer|hoeveel minder|groei|toename|gegroeid
ask:order    gesorteerd|sorteer|sorteren|gesorteerd op|sorteer op|ranglijst
dir:desc     aflopend
dir:asc      oplopend|alfabetisch
agg:avg      gemiddeld|gemiddelde|gemiddeld bedrag|het gemiddelde
agg:sum      totaal|som|in totaal|totale|samen|bij elkaar|opgeteld|totaalbedrag|totalen|alles bij elkaar
measure:money omzet|verkoop|verkopen|inkomsten|opbrengst|opbrengsten|uitgegeven|besteed|verkocht|gefactureerd|opgeleverd|verdiend|besteden|jaaromzet|oplevert|gespendeerd|uitgaven|omzetten|levert op|brengt op
verb:buy     gekocht|besteld|kopen|koopt|bestellen|bestellingen|bestelde|kocht|kochten|bestelt|afgenomen
verb:get     gekregen|ontvangen|kreeg|ontving|krijgt|gestuurd|horen|hoort
measure:debt schuldig|schuld|schulden|verschuldigd|te goed|nog betalen|is ons schuldig|moet nog betalen|moeten nog betalen|openstaand saldo|openstaand bedrag|debiteuren
state:unpaid onbetaald|onbetaalde|openstaand|openstaande|open|niet betaald|nog niet betaald|open staan|nog open|openstaan|niet betaalde|nog openstaande|staan open|nog onbetaald|uitstaande|uitstaand|staan nog open|nog open staan
state:overdue achterstallig|achterstallige|over tijd|vervallen|te laat
state:late   te laat betaald|te laat betaalde|laat betaald|na de vervaldatum betaald|betaalt te laat|betalen te laat
state:ontime op tijd betaald|op tijd|tijdig|op tijd betaalde
state:paid   betaald|betaalde|voldaan|voldane
state:never  nooit gekocht|nooit besteld|niets gekocht|niets besteld|nog nooit gekocht|nog nooit besteld|nog nooit iets gekocht|nooit iets gekocht|nooit iets besteld|nog nooit iets besteld|zonder bestellingen|zonder aankopen|nog niets gekocht|nog niets besteld
super:max    grootste|hoogste|beste|duurste|top|maximale|belangrijkste|maximum|sterkste
super:min    kleinste|laagste|slechtste|goedkoopste|minimale|minimum|zwakste
super:many   meeste|de meeste|het meest|meest|het vaakst|het meeste
super:few    minste|de minste|het minst|het minste
super:new    laatste|nieuwste|recentste|meest recente|jongste
super:old    oudste|eerste|vroegste
comp:more    meer|groter|hoger|beter
comp:less    minder|kleiner|lager|slechter
comp:than    versus|vs|tegenover|vergeleken met|vergelijk|in vergelijking met|dan
cmp:gt       meer dan|boven|boven de|hoger dan|groter dan|van meer dan|van boven de|over de
cmp:gte      minstens|ten minste|vanaf|minimaal|tenminste
cmp:lt       minder dan|onder|onder de|lager dan|kleiner dan|van minder dan
cmp:lte      hoogstens|maximaal|tot|niet meer dan
cmp:eq       precies
cmp:between  tussen|van|tussen de
cmp:post     of meer
unit:money   euro|dollar|dollars|eur|usd
unit:grand   duizend
unit:million miljoen
group:per    per|voor elk|voor elke|uitgesplitst naar|gegroepeerd per|naar|voor iedere|in elk|in elke|verdeeld over|opgesplitst per
group:each   elk|elke|ieder|iedere|respectievelijk
bucket:day   dag|dagen
bucket:week  week|weken
bucket:month maand|maanden|maandelijks|maandelijkse
bucket:quarter kwartaal|kwartalen
bucket:year  jaar|jaren|jaarlijks|jaarlijkse
neg:not      niet|behalve|buiten|uitgezonderd|maar niet|met uitzondering van|niet uit|niet in
neg:without  zonder|geen|heeft geen|hebben geen|nooit|nog geen
conj:and     en|alsmede
conj:or      of
pron:it      deze klant|deze factuur|die klant|die factuur|zijn|haar|hem|het|dat|die|dit|deze|hij
pron:they    zij|ze|hun|deze|die|hen|daarvan|van hen|van deze|ervan|van die
pron:each    elk van hen|ieder van hen|elk daarvan
cue:more     alleen|en|en in|en voor|hoe zit het met|alleen die|nu|ook|en de|enkel|en wat|maar
do:create    maak|maak aan|maak een|voeg toe|voeg|nieuwe|nieuw|registreer|aanmaken|toevoegen|creeer|open een
do:remind    herinner me eraan|herinner me|herinner mij|herinnering|herinner me eraan om|herinner mij eraan om
do:update    wijzig|verander|pas|pas aan|corrigeer|zet|stel in|markeer|hernoem|verplaats|verzet|is betaald|is verhuisd|werk bij|wijzigen|aanpassen|verschuif|stel|is nu
do:delete    verwijder|wis|verwijderen|gooi weg|schrap
do:deactivate deactiveer
do:activate  activeer|heractiveer
do:void      annuleer|crediteer
do:close     sluit|voltooi|rond af
text:starts  die beginnen met|beginnend met|begint met|beginnen met
text:contains die bevatten|bevat|bevatten|met het woord
text:named   genaamd|met de naam|met de titel
text:to      naar|op|in|als|tot
w:customer   klant|klanten|afnemer|afnemers|bedrijf|bedrijven|koper|kopers|opdrachtgever|opdrachtgevers
w:invoice    factuur|facturen|rekening|rekeningen|nota|nota's
w:task       taak|taken
w:phone      telefoon|telefoonnummer|tel|telefoonnummers|nummer
w:email      e-mail|email|mailadres|e-mailadres
w:address    adres|straat|adressen
w:city       stad|plaats|steden|plaatsen|woonplaats
w:region     regio|provincie|staat
w:postal_code postcode|postcodes
w:country    land|landen
w:code       code|klantcode|klantnummer
w:name       naam|namen|bedrijfsnaam
w:status     status|toestand
w:total      bedrag|totaal|waarde|som|prijs|factuurbedrag|bedragen
w:number     nummer|factuurnummer
w:issued     uitgeschreven|factuurdatum|gedateerd|datum|verstuurd|opgesteld|uitgereikt|gefactureerd op
w:due        vervaldatum|vervalt|vervallen|verschuldigd op|verloopt|vervaldag|te betalen voor
w:paid       betaald|betaaldatum|voldaan|betaling|betaalde|betalingsdatum
w:title      titel|onderwerp
w:priority   prioriteit
w:high       hoog|hoge|dringend|urgent
w:low        laag|lage
w:active     actief|actieve
w:inactive   inactief|inactieve|niet actief
w:void       geannuleerd
w:draft      concept|concepten
w:currency   valuta
all          alle|allemaal|alles|hele|gehele|tot nu toe|momenteel|al|nog|ooit|alle tijden
stop         of niet|geld|de|het|een|van|in|op|aan|bij|met|voor|uit|te|ten|ter|onze|ons|wij|we|ik|jij|je|u|mij|me|mijn|alstublieft|alsjeblieft|aub|dank|bedankt|hallo|hoi|goedemorgen|er|zijn|is|heeft|hebben|heb|wordt|worden|werd|geworden|zou|zal|kan|kun|kunt|kunnen|mag|moet|moeten|als|dat|die|om|zo|ook|eens|even|maar|hoe|of
stop         weten|zeggen|zeg|graag|wil|willen|nodig|doen|gedaan|komen|komt|zitten|zit|liggen|ligt|gevestigde|wonen|systeem|geregistreerd|daar|hier|dan|toch|verschillende|unieke|zien|hun eigen|gemaakt|staan|staat|dus|eigenlijk|precies weten
out:products product*|artikel|artikelen|voorraad|categorie|categorieen|magazijn
out:people   medewerker*|werknemer*|verkoper*|salaris|baas|collega*|contactpersoon
out:supply   leverancier*|verzending|levering|leveringen|vervoerder|vracht
out:figures  winst|marge|marges|korting|kortingen|btw|belasting|wisselkoers|omrekenen|mediaan|voorspelling|voorspel|prognose|begroting
out:writing  schrijf|schrijven|brief|gedicht|grap|vertaal|vat samen|leg uit|recept|idee|ideeen|advies|waarom|strategie|stel voor|lied|toespraak
out:world    weer|temperatuur|nieuws|hoofdstad|voetbal|beurs|hoe laat|president
out:actions  stuur|verstuur|verzend|print|wachtwoord|exporteer|download
out:unknown  fax|faxnummer|website|verjaardag|btw-nummer|branche
time:this    deze|dit|huidige|lopende
time:last    vorige|afgelopen|laatste|vorig|voorgaande|de afgelopen
time:next    volgende|komende|aanstaande|volgend|de komende
time:ago     geleden
time:in      in|jaar|het jaar|voor|van|tijdens|of|en|dan|gedurende
time:since   sinds|vanaf
time:after   na
time:before  voor
time:until   tot|tot en met|uiterlijk|uiterlijk op|t/m
time:between tussen|van|tussen de
time:to      en|tot|tot en met|t/m
time:onwards en later
time:today   vandaag
time:yesterday gisteren
time:tomorrow morgen
time:half    halfjaar|helft
time:end     eind|einde|het einde van|eind van
time:start   begin|begin van
ord:1        eerste
ord:2        tweede|op een na grootste|op een na beste
ord:3        derde
num:2        twee|beide
num:3        drie
num:4        vier
num:5        vijf
num:6        zes
num:7        zeven
num:8        acht
num:9        negen
num:10       tien
num:20       twintig
num:100      honderd
num:1000     duizend
num:2000     tweeduizend
num:5000     vijfduizend
num:10000    tienduizend
num:50000    vijftigduizend
num:100000   honderdduizend
"""
