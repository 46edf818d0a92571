"""German words; see `en` for the form. Umlauts may also be written `ae`, `oe`, `ue` where listed."""

TABLE = """
ask:count    wie viel|wieviel|wie viele|wieviele|anzahl|die anzahl|anzahl der|zahl der|wie oft|wie viel kunden|anzahl an
ask:sum      wie viel|wieviel|wie hoch|wie gross|wie teuer|welcher betrag|welchen betrag|um wie viel geld|wie viel geld|wieviel geld|in welcher hohe|welche summe|wie hoch ist|wie hoch war
ask:list     zeig|zeige|zeig mir|zeige mir|liste|liste auf|auflisten|gib mir|nenne|nenn|nenne mir|nenn mir|finde|suche|such|such mir|anzeigen|aufzahlen|zahle auf|ich brauche|ich mochte|ich will|ich hatte gern|zeigen|ubersicht|gib|her mit
ask:which    welche|welcher|welches|welchen|welchem
ask:what     was|was ist|was sind|wie lautet|wie ist|wie lauten|was war|wie heisst|wie heissen
ask:who      wer|wem|wen|wessen|fur wen|an wen|wer ist|von wem
ask:where    wo|woher|wo sitzt|wo ist|wo liegt|wo befindet sich|sitzt|sitz|standort
ask:when     wann|an welchem tag|welches datum|bis wann|seit wann
ask:share    anteil|welcher anteil|wie viel prozent|wieviel prozent|prozent|prozentsatz|welcher prozentsatz|prozentual|der anteil|anteil am|anteil der
ask:contact  kontaktdaten|kontakt|erreichen|erreiche|wie erreiche ich|kontaktinformationen
ask:about    details|daten|daten von|informationen|infos|info|auskunft|einzelheiten|stammdaten|details zu|infos zu|was wissen wir uber|alles uber|informationen uber|infos uber|angaben zu
ask:exist    gibt es|haben wir|ist|sind|hat|haben|war|waren|wurde|wurden|gab es|hatte|hatten|existiert|habt ihr|hast du
ask:diff     unterschied|differenz|unterschied zwischen|differenz zwischen|wie viel mehr|wieviel mehr|wie viele mehr|um wie viel|um wieviel|wachstum|gewachsen|gestiegen|veranderung
ask:order    sortiert|sortiert nach|sortiere|sortieren|geordnet|geordnet nach|sortier|sortiere nach|sortiere sie nach|rangliste|ordne
dir:desc     absteigend|hochste zuerst|grosste zuerst|neueste zuerst
dir:asc      aufsteigend|kleinste zuerst|alteste zuerst|alphabetisch
agg:avg      durchschnitt|durchschnittlich|durchschnittliche|durchschnittlicher|durchschnittlichen|durchschnittliches|im schnitt|im durchschnitt|schnitt|mittelwert|mittlere|mittlerer|im mittel|durchschnittswert|durchschnittsbetrag
agg:sum      summe|gesamt|gesamtsumme|insgesamt|zusammen|gesamtbetrag|gesamte|gesamter|gesamten|in summe|total|alles zusammen|die summe|summe der|aufaddiert|addiert|zusammengerechnet|summiert
out:figures  median|prognose|vorhersage|standardabweichung
measure:money umsatz|umsatze|fakturiert|fakturierten|umsatzes|gesamtumsatz|erlos|erlose|einnahmen|verkauft|verkaufen|ausgegeben|eingebracht|bringt|bringen|gebracht|gemacht|umgesetzt|eingenommen|verdient|erwirtschaftet|abgerechnet|berechnet|verkaufe|rechnungsvolumen|umsatzvolumen|gekauft fur|einkaufsvolumen|bestellwert|in rechnung gestellt|jahresumsatz|monatsumsatz|ausgaben|geschaft
verb:buy     gekauft|bestellt|kaufen|kauft|bestellen|bestellte|kaufte|eingekauft|bezogen|bestellungen
verb:get     bekommen|erhalten|bekam|erhielt|bekommt|bekamen|erhielten|geschickt|gestellt|geschrieben|gingen|ging|gehen|geht|gehoren|gehort
measure:debt schuldet|schulden|schuldig|aussenstande|ausstande|in der kreide|schuldet uns|schulden uns|noch zahlen|noch zu zahlen|noch bezahlen|forderungen|noch schuldig|im ruckstand|zahlungsruckstand|ruckstand
state:unpaid unbezahlt|unbezahlte|unbezahlten|unbezahlter|unbeglichen|unbeglichene|unbeglichenen|offen|offene|offenen|offener|offenes|ausstehend|ausstehende|ausstehenden|ausstehender|nicht bezahlt|noch nicht bezahlt|noch offen|noch offene|noch offenen|nicht beglichen|noch unbezahlt|nicht gezahlt|noch nicht beglichen|nicht bezahlte|nicht bezahlten|noch nicht gezahlt|nie bezahlt|noch unbezahlte|noch unbezahlten|steht aus|stehen aus
state:overdue uberfallig|uberfallige|uberfalligen|uberfalliger|ueberfaellig|ueberfaellige|ueberfaelligen|in verzug|verzug|im verzug
state:late   zu spat bezahlt|verspatet bezahlt|spat bezahlt|zu spat gezahlt|verspatet|zu spat beglichen|verspatet bezahlte|verspatet bezahlten|nach falligkeit bezahlt|nach dem falligkeitsdatum bezahlt|zu spaet bezahlt|verspaetet bezahlt|zahlt zu spat|zahlen zu spat|zu spat|zu spat bezahlte|zu spat bezahlten|verspatet beglichen
state:ontime punktlich bezahlt|rechtzeitig bezahlt|punktlich|fristgerecht|rechtzeitig|fristgerecht bezahlt|termingerecht|punktlich gezahlt
state:paid   beglichen|bezahlt|bezahlte|bezahlten|bezahlter|gezahlt|beglichene|beglichenen
state:never  nie gekauft|nie bestellt|nichts gekauft|nichts bestellt|noch nie gekauft|noch nie bestellt|noch nichts gekauft|noch nichts bestellt|nie etwas gekauft|nie etwas bestellt|noch nie etwas gekauft|noch nie etwas bestellt|ohne bestellung|ohne bestellungen|ohne umsatz|ohne einkauf|nicht gekauft|nicht bestellt|keine bestellung|keine bestellungen|kein umsatz|keinen umsatz
super:max    grosste|grossten|grosster|grosstes|groesste|groessten|groesster|hochste|hochsten|hochster|hochstes|hoechste|hoechsten|hoechster|teuerste|teuersten|beste|besten|bester|bestes|starkste|starksten|top|maximal|maximum|wichtigste|wichtigsten|wichtigster|umsatzstarkste|umsatzstarksten|umsatzstarkster|hochsten umsatz|umsatzstaerkste|umsatzstaerksten
super:min    kleinste|kleinsten|kleinster|kleinstes|niedrigste|niedrigsten|niedrigster|geringste|geringsten|billigste|billigsten|gunstigste|gunstigsten|schlechteste|schlechtesten|schlechtester|schwachste|schwachsten|schwachster|minimum|minimal|umsatzschwachste|umsatzschwachsten|tiefste
super:many   meisten|die meisten|am meisten|meiste|das meiste|grosste anzahl
super:often  haufigsten|am haufigsten|am oftesten
super:few    wenigsten|am wenigsten|die wenigsten|wenigste|am seltensten
super:new    neueste|neuesten|neuester|neusten|neuste|letzte|letzten|letzter|letztes|jungste|jungsten|aktuellste|aktuellsten|zuletzt
super:old    alteste|altesten|altester|aelteste|aeltesten|fruheste|fruhesten|frueheste|erste|ersten|erster
comp:more    mehr|grosser|hoher|besser|groesser|hoeher|starker
comp:less    weniger|kleiner|niedriger|geringer|schlechter
comp:than    versus|vs|gegenuber|verglichen mit|im vergleich zu|im vergleich|vergleich|vergleiche
cmp:gt       uber|mehr als|grosser als|hoher als|ueber|groesser als|oberhalb|oberhalb von|von mehr als|von uber|mit mehr als|mit uber|hoeher als|teurer als|fur mehr als
cmp:gte      mindestens|ab|wenigstens|nicht unter|nicht weniger als|minimum
cmp:lt       unter|weniger als|kleiner als|niedriger als|unterhalb|unterhalb von|von weniger als|von unter|mit weniger als|billiger als|geringer als|mit unter
cmp:lte      hochstens|bis zu|maximal|nicht mehr als|nicht uber|bis|hoechstens
cmp:eq       genau|exakt
cmp:between  zwischen|von
cmp:about    etwa|ungefahr|circa|ca|rund
cmp:post     oder mehr|und mehr|oder daruber|und daruber|aufwarts
cmp:postlt   oder weniger|und weniger|oder darunter
unit:money   euro|dollar|dollars|eur|usd
unit:grand   tausend|tsd
unit:million million|millionen|mio
group:per    pro|je|nach|aufgeschlusselt nach|gruppiert nach|aufgeteilt nach|per|aufgegliedert nach|verteilt auf|unterteilt nach|verteilung nach|verteilung auf
group:each   jeder|jede|jedes|jeden|jeweils|jedem|einzeln|je einzeln
bucket:day   tag|tage|tagen|taglich|tages
bucket:week  woche|wochen|wochentlich
bucket:month monat|monate|monaten|monatlich|monatliche|monats|monatlichen
bucket:quarter quartal|quartale|quartalsweise|quartals|quartalen
bucket:year  jahr|jahre|jahren|jahrlich|jahrliche|jahres
neg:not      nicht|ausser|ausserhalb|ausserhalb von|ausgenommen|ohne die|aber nicht|ausgenommen die|mit ausnahme von|bis auf|nicht aus|nicht in|ausgeschlossen
neg:without  ohne|keine|kein|keinen|keiner|haben keine|hat keine|fehlt|fehlen|nie|noch keine|noch nie
conj:and     und|sowie|beide|beiden|als auch
conj:or      oder
pron:it      es|sie|ihn|ihm|dessen|deren|dieser kunde|diese rechnung|dieses kunden|dieser rechnung|seine|seiner|sein|diesen kunden|ihr|die davon|diesem kunden|dieser firma|diese firma|derselbe|dieselbe|er
pron:they    sie|diese|diesen|davon|dieser|deren|die|ihre|ihnen|von denen|von diesen|von ihnen|darunter|unter diesen|diese kunden|diese rechnungen|denen
pron:each    jeder davon|jeder von ihnen|jede davon|jeder einzelne|jede einzelne|jeden davon|jedem von ihnen|jeder dieser
cue:more     nur|und|was ist mit|und was ist mit|wie sieht es aus mit|und wie|nur die|nun|jetzt|auch|aber|und in|und fur|und im|dasselbe fur|das gleiche fur|davon nur|wie steht es mit|und was|wie ist es mit|beschranke auf
do:create    lege|leg|leg an|lege an|anlegen|erstelle|erstell|erstellen|neuer|neue|neuen|neues|erfasse|erfassen|hinzufugen|fuge hinzu|fuge|fug|erzeuge|schreibe|schreib|trage ein|notiere|notier|eroffne|mach|mache|mach mir|plane
do:remind    erinnere mich daran|erinnere mich|erinner mich|erinner mich daran|erinnere mich an|erinnerung|erinner mich an|ich muss|wir mussen
do:update    andere|aendere|andern|setze|setz|korrigiere|korrigier|aktualisiere|aktualisier|stelle|stell|markiere|markier|verschiebe|verschieb|verlegen|verlege|benenne|umbenennen|benenn|verbuche|verbuch|wurde bezahlt|ist bezahlt|ist umgezogen|ist jetzt|lautet jetzt|ist nun|umstellen|berichtige|passe|pass|trag|trage|vermerke|aender|setzen|hat jetzt|ist bezahlt worden|wurde beglichen|hat bezahlt|buche|auf
do:delete    losche|loesche|loschen|loeschen|losch|loesch|entferne|entfernen|entfern|streiche|wirf|schmeiss
do:deactivate deaktiviere|deaktivieren|sperre|deaktivier
do:activate  aktiviere|aktivieren|reaktiviere|entsperre
do:void      storniere|stornieren|storno|stornier
do:close     erledige|abschliessen|schliesse|abhaken
do:pay       begleiche|bezahle
text:startspost beginnt|beginnen|anfangt|anfangen|beginnend
text:starts  beginnend mit|beginnt mit|beginnen mit|mit anfangsbuchstabe|fangt mit|anfangen mit|fangen mit|deren name mit|mit dem anfangsbuchstaben
text:contains enthalt|enthalten|enthaltend|mit dem wort|im namen
text:named   namens|genannt|mit namen|mit dem namen|mit dem titel
text:to      auf|zu|in|nach|als|ist|lautet|an
w:customer   kunde*|kundin|kundinnen|abnehmer*|auftraggeber|klient|klienten|firma|firmen|unternehmen|kaufer|debitor|debitoren|kundschaft
w:invoice    rechnung*|faktura|fakturen|beleg|belege|belegs
w:task       aufgabe*|todo|todos|to-dos
w:phone      telefon|telefonnummer*|tel|telefonnr|nummer|rufnummer|telefonnummern|fon|durchwahl
w:email      e-mail|email|mailadresse|e-mail-adresse|mail
w:address    adresse|anschrift|strasse|adressen|anschriften|hausnummer
w:city       stadt|ort|stadte|orte|stadten|orten|wohnort
w:region     region|bundesland|bundesstaat|regionen|kanton|provinz
w:postal_code plz|postleitzahl|postleitzahlen
w:country    land|lander|landes|landern|laender|laendern|staat|staaten|lande
w:code       code|kurzel|kundennummer|kundencode|kuerzel|kennung|kundenkurzel
w:name       name|namen|namens|firmenname|bezeichnung
w:status     status|zustand|stand
w:total      betrag|summe|rechnungsbetrag|wert|hohe|rechnungssumme|betrage|gesamtbetrag|kosten|preis|betrags|rechnungswert|volumen
w:number     nummer|nr|rechnungsnummer|rechnungsnr|rechnungsnummern
w:issued     ausgestellt|gestellt|rechnungsdatum|datiert|ausstellungsdatum|datum|ausgestellte|ausgestellten|geschrieben|erstellt|vom
w:due        fallig|faellig|falligkeit|falligkeitsdatum|fallige|falligen|faellige|faelligen|zahlbar|faelligkeit|faelligkeitsdatum|zahlungsziel|falliger
w:paid       bezahlt|gezahlt|zahlungsdatum|beglichen|bezahlte|bezahlten|zahlung|zahlungseingang|bezahlter|eingegangen
w:title      titel|betreff
w:description beschreibung
w:assignee   zustandig|verantwortlich|bearbeiter
w:priority   prioritat|dringlichkeit|prioritaet
w:high       dringend|wichtig|hohe|hoher
w:low        niedrig|niedrige
w:notes      notiz|notizen|bemerkung|bemerkungen|anmerkung
w:active     aktiv|aktive|aktiven|aktiver
w:inactive   inaktiv|inaktive|inaktiven|nicht aktiv|inaktiver
w:lead       interessent|interessenten
w:done       erledigt|fertig
w:in_progress in arbeit|in bearbeitung
w:cancelled  abgebrochen|abgesagt
w:void       storniert|ungultig
w:draft      entwurf|entwurfe
w:currency   wahrung|wahrungen
all          alle|aller|allen|alles|samtliche|samtlicher|ganze|ganzen|gesamtheit|bisher|bislang|derzeit|aktuell|momentan|zurzeit|zur zeit|jemals|uberhaupt|noch|bereits|schon|immer noch|uber alle jahre
stop         oder nicht|geld|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|von|vom|im|in|am|an|auf|aus|zu|zum|zur|bei|beim|mit|fur|fuer|um|uns|unser|unsere|unseren|unserer|unserem|unseres|wir|ich|du|ihr|mir|mich|bitte|danke|mal|doch|denn|dass|ob|wie|so|auch|es|er|sich|man|hallo|hi|guten|tag
stop         kannst|kann|konnte|konntest|konnten|konnen|sie|wird|werden|worden|sein|bin|bist|seid|hatten|wurde|wurden|mochte|will|wollen|soll|sollen|sollte|muss|mussen|sagen|sag|sagst|wissen|weiss|gerne|gern|schnell|kurz|eben|ganz|genau|dort|da|hier|nun|ja|also|kommen|kommt|stammen|stammt|liegen|liegt|sitzen|befinden|leben|wohnen|gehoren|wurde gern
stop         geben|gibt|bekommen|angelegt|gespeichert|erfasst|eintrag|eintrage|datensatz|datensatze|system|unter|als|wert|zeitraum|lieferung|euch|ihnen|deren|dessen|dieses|dieser|hoch|viel|viele|sehr|gut|gute|welch|moglich|einmal|ding|verschiedene|verschiedenen|unterschiedliche|unterschiedlichen|einzelne|einzelnen|machen|macht|tun|heute noch|zeigst|nennen|person|leute
out:products produkt*|artikel|ware|waren|lager|lagerbestand|sortiment|kategorie|kategorien|stuck|stuckzahl|bestand
out:people   mitarbeiter*|angestellte|vertreter|verkaufer|chef|gehalt|ansprechpartner*|kollege|kollegen|urlaub|kontaktperson|sachbearbeiter
out:supply   lieferant*|versand*|spediteur|lieferungen|fracht|lieferzeit|paket|frachtkosten
out:figures  gewinn*|marge|margen|rabatt|rabatte|steuer|steuern|mehrwertsteuer|mwst|wechselkurs|umrechnen|zinsen|bilanz|budget|einkaufspreis|iban|bonitat
out:writing  verfasse|brief|gedicht|geschichte|witz|ubersetze|ubersetzen|zusammenfassen|erklare|erklar|rezept|vorschlag|vorschlage|idee|ideen|warum|wieso|weshalb|empfiehl|empfehlung|strategie|formuliere|formulier|newsletter|aufsatz|lied|rede|entwirf|was sollten wir|analysiere|kampagne
out:world    wetter|temperatur|nachrichten|hauptstadt|fussball|aktienkurs|uhrzeit|wie spat|prasident|bundeskanzler|flug|bitcoin|einwohner
out:actions  sende|senden|schicke|schick|verschicke|drucke|drucken|passwort|exportiere|hochladen|anrufen bei|ruf an
out:unknown  faxnummer|fax|webseite|homepage|umsatzsteuer-id|geburtstag|branche|zahlungsart|zahlungsmethode|offnungszeiten
time:this    diesen|dieses|dieser|diese|diesem|aktuellen|aktueller|laufenden|laufendes
time:last    letzten|letztes|letzter|letzte|letztem|vergangenen|vergangenes|vergangene|vorigen|voriges|vorige
time:next    nachsten|nachstes|nachster|nachste|nachstem|kommenden|kommende|kommendes|naechsten|naechste|naechstes|naechster
time:ago     vor
time:in      in|im|jahr|im jahr|im jahre|fur|von|aus|wahrend|fur das jahr|des jahres|oder|und|vom|als
time:since   seit|ab|von
time:after   nach
time:before  vor
time:until   bis|bis zum|bis ende|spatestens|bis spatestens|bis einschliesslich|bis zu
time:between zwischen|von|vom|zwischen dem|zwischen den
time:to      und|bis|bis zum|bis zu
time:onwards aufwarts|oder spater|und danach
time:today   heute|heutigen|heutige
time:yesterday gestern
time:tomorrow morgen
time:half    halbjahr|halbjahres|jahreshalfte|halfte
time:end     ende|zum ende|bis ende
time:start   anfang|beginn
time:todate  bisher dieses jahr|in diesem jahr bisher
time:suffix  ten|te
ord:1        erste|ersten|erster|erstes
ord:2        zweite|zweiten|zweiter|zweites|zweitgrosste|zweitgrossten|zweitgrosster|zweithochste|zweitbeste|zweitbester|zweithochsten|zweitbesten|zweitgroesste
ord:3        dritte|dritten|dritter|drittes|drittgrosste|drittgrosster|dritthochste|drittbeste|drittbester|drittgrossten
ord:4        vierte|vierten|vierter|viertes
ord:5        funfte|funften
super:max    zweitgrosste|zweitgrossten|zweitgrosster|zweithochste|zweitbeste|zweitbester|zweithochsten|zweitbesten|zweitgroesste|drittgrosste|drittgrosster|dritthochste|drittbeste|drittbester|drittgrossten
num:1        ein einziger|eins
num:2        zwei|beiden|beide
num:3        drei
num:4        vier
num:5        funf|fuenf
num:6        sechs
num:7        sieben
num:8        acht
num:9        neun
num:10       zehn
num:12       zwolf|dutzend
num:20       zwanzig
num:50       funfzig
num:100      hundert
num:1000     tausend|eintausend
num:2000     zweitausend
num:5000     funftausend
num:10000    zehntausend
num:20000    zwanzigtausend
num:50000    funfzigtausend
num:100000   hunderttausend
"""
