"""Italian words; see `en` for the form."""

TABLE = """
ask:count    quanti|quante|numero di|il numero di|quante volte|numero dei|numero delle|il numero dei|il numero delle
ask:sum      quanto|che importo|a quanto ammonta|a quanto ammontano|quanti soldi|quanto vale|quanto denaro|qual e l importo|quanto e
ask:list     mostra|mostrami|mostrare|elenca|elencami|elenco|elenco dei|elenco delle|lista|dammi|dimmi|cerca|trova|fammi vedere|voglio vedere|vorrei vedere|vorrei|visualizza|mostratemi
ask:which    quali|quale|che
ask:what     qual e|qual|quali sono|cosa|che cosa|qual era|cos e
ask:who      chi|a chi|di chi|chi e|per chi|chi ha
ask:where    dove|di dove|dove si trova|dove e|sede
ask:when     quando|in che data|che giorno|in quale data|a quando
ask:share    che percentuale|percentuale|quale percentuale|quota|quale quota|che quota|la percentuale
ask:contact  contatti|contattare|recapiti|recapito
ask:about    dettagli|dati|informazioni|info|scheda|dettagli su|informazioni su|dati di|parlami di
ask:exist    c e|ci sono|abbiamo|esiste|esistono|sono|ha|hanno|e stata|e stato|era|aveva|avete
ask:diff     differenza|differenza tra|quanto in piu|quanti in piu|crescita|aumento|differenza fra
ask:order    ordina|ordinati|ordinate|ordinati per|ordina per|ordinate per|classifica
dir:desc     decrescente
dir:asc      crescente|alfabetico
agg:avg      media|medio|in media|valore medio|importo medio|la media
agg:sum      totale|somma|in totale|complessivo|complessivamente|totali|in tutto|la somma|ammontano
measure:money fatturato|vendite|ricavi|ricavo|incasso|incassi|speso|spesa|spende|spendono|venduto|guadagnato|giro d affari|ha fatturato|entrate|acquisti|volume d affari|reso|abbiamo fatturato|ha portato|genera|vendiamo
verb:buy     comprato|acquistato|ordinato|compra|acquista|ordini|ordine|acquistano|comprano
verb:get     ricevuto|ricevute|inviate|emesso|ricevuti|avuto
measure:debt deve|devono|debito|debiti|ci deve|ci devono|da incassare|deve ancora|devono ancora|crediti|morosi|da saldare
state:unpaid non pagate|non pagata|non pagati|non pagato|insolute|insoluta|aperte|aperta|in sospeso|da pagare|non saldate|ancora aperte|non ancora pagate|inevase|impagate|scoperte|non saldata|ancora da pagare
state:overdue scadute|scaduta|in ritardo|arretrate|scaduti
state:late   pagate in ritardo|pagata in ritardo|pagato in ritardo|pagate tardi|pagano in ritardo|paga in ritardo|pagate dopo la scadenza|in ritardo
state:ontime pagate in tempo|puntualmente|pagate puntualmente|in tempo
state:paid   pagate|pagata|saldate|saldata|pagato|pagati
state:never  mai comprato|mai acquistato|mai ordinato|niente comprato|nulla comprato|senza ordini|senza acquisti|non hanno mai comprato|non hanno mai ordinato|non ha mai comprato|mai ordinato nulla|mai comprato nulla|non hanno comprato nulla
super:max    maggiore|maggiori|piu grande|piu grandi|piu alto|piu alta|piu alte|piu alti|piu cara|piu care|migliore|migliori|miglior|massimo|massima|principale|principali|piu importante|piu importanti|piu elevata|top|piu costosa
super:min    minore|minori|piu piccola|piu piccolo|piu piccole|piu bassa|piu basso|piu basse|peggiore|peggiori|minimo|minima|meno cara|piu economica
super:many   la maggior parte|il maggior numero di|piu|maggior numero di|piu spesso
super:few    meno|il minor numero di|minor numero di
super:new    ultima|ultime|ultimo|ultimi|piu recente|piu recenti|recenti
super:old    prima|prime|primo|primi|piu vecchia|piu vecchie|piu vecchio|piu vecchi
comp:more    piu|maggiore|di piu|meglio
comp:less    meno|minore|peggio
comp:than    contro|rispetto a|confronta|versus|vs|paragonato a|confronto|a confronto
cmp:gt       piu di|oltre|superiori a|superiore a|sopra i|maggiori di|maggiore di|sopra|di oltre|oltre i|di piu di|sopra ai|che superano|supera|sopra gli
cmp:gte      almeno|a partire da|minimo
cmp:lt       meno di|inferiori a|inferiore a|sotto i|sotto|minori di|minore di|di meno di|sotto ai|sotto gli
cmp:lte      al massimo|fino a
cmp:eq       esattamente
cmp:between  tra|fra|da
cmp:post     o piu
unit:money   euro|dollari|dollaro|eur|usd
unit:grand   mila|mille
unit:million milione|milioni
group:per    per|per ogni|per ciascun|suddiviso per|suddivise per|raggruppato per|raggruppate per|in ogni|divisi per|diviso per
group:each   ogni|ciascuno|ciascuna|ognuno|rispettivamente|ciascun
bucket:day   giorno|giorni
bucket:week  settimana|settimane
bucket:month mese|mesi|mensile|mensili|mensilmente
bucket:quarter trimestre|trimestri|trimestrale|trimestrali
bucket:year  anno|anni|annuale|annui|annuo
neg:not      non|tranne|eccetto|fuori da|al di fuori di|escluso|esclusi|salvo|ma non|fuori dall|al di fuori dell|esclusa|a parte
neg:without  senza|nessun|nessuna|non hanno|non ha|mai|senza alcuna
conj:and     e|ed|nonche
conj:or      o|oppure
pron:it      questo cliente|questa fattura|quello|quella|suo|sua|lui|lei|lo|la|questo|questa|esso|il suo|la sua
pron:they    loro|essi|queste|questi|quelle|quelli|di loro|di queste|di questi|li|le
pron:each    ciascuno di loro|ognuno di loro|ciascuno|ognuno
cue:more     solo|soltanto|e|e in|e per|che mi dici di|solo quelle|solo quelli|ora|anche|e i|e le|e il|e la|invece|e nel
do:create    crea|aggiungi|nuovo|nuova|registra|inserisci|apri|genera|creare|aggiungere
do:remind    ricordami di|ricordami|promemoria|ricordami che
do:update    cambia|modifica|aggiorna|correggi|imposta|segna|metti|rinomina|sposta|rimanda|e stata pagata|ha pagato|contrassegna|sostituisci|cambiare|modificare|si e trasferita|si e trasferito
do:delete    elimina|cancella|rimuovi|togli|eliminare|cancellare
do:deactivate disattiva|disattivare
do:activate  attiva|riattiva
do:void      annulla|storna
do:close     completa|chiudi
text:starts  che iniziano con|che inizia con|inizia con|iniziano con|che cominciano con
text:contains che contengono|contiene|contengono|con la parola|contenente
text:named   chiamato|chiamata|intitolato|di nome
text:to      a|in|con|come|su|e
w:customer   cliente|clienti|acquirente|acquirenti|azienda|aziende|ditta|ditte
w:invoice    fattura|fatture
w:task       attivita|compito|compiti
w:phone      telefono|numero di telefono|tel|recapito telefonico
w:email      email|e-mail|posta elettronica|mail
w:address    indirizzo|via|indirizzi
w:city       citta
w:region     regione|provincia|regioni
w:postal_code cap|codice postale
w:country    paese|paesi|nazione|nazioni|stato
w:code       codice|codice cliente
w:name       nome|nomi|ragione sociale
w:status     stato
w:total      importo|totale|valore|somma|prezzo|ammontare|importi
w:number     numero|numero di fattura
w:issued     emessa|emesse|emesso|data fattura|data di emissione|data|datata
w:due        scadenza|scade|scadono|data di scadenza|in scadenza|scadeva
w:paid       pagata|pagate|data di pagamento|saldata|pagamento|pagato
w:title      titolo|oggetto
w:priority   priorita|urgenza
w:high       alta|urgente
w:low        bassa
w:active     attivo|attivi|attiva|attive
w:inactive   inattivo|inattivi|inattiva|inattive
w:void       annullata|annullate
w:draft      bozza|bozze
w:currency   valuta
all          tutti|tutte|tutto|tutta|tutti i|tutte le|finora|attualmente|gia|ancora|di sempre|al momento
stop         o no|soldi|denaro|il|lo|la|i|gli|le|un|uno|una|di|del|dello|della|dei|degli|delle|dell|d|l|a|al|allo|alla|ai|agli|alle|all|da|dal|dalla|dai|dalle|dall|in|nel|nella|nei|nelle|nell|con|per|su|sul|sulla|nostro|nostra|nostri|nostre|mio|mia|noi|io|tu|ci|mi|ti|si|ne|che|per favore|grazie|ciao|buongiorno|e|sono|ha|hanno|ho|hai|abbiamo|avete|essere|stato|stata|state|stati|come|se
stop         puoi|puo|potresti|posso|vorrei|voglio|sapere|dire|bisogno|serve|fare|fatto|fa|vengono|viene|situati|situate|trova|trovano|trovi|sistema|registrati|database|li|qui|cosi|anche|poi|diversi|diverse|nostra azienda|hanno sede|tua|ammonta|nel periodo|emesse da noi|ciascuno
out:products prodott*|articolo|articoli|magazzino|categoria|categorie|scorte|merce
out:people   dipendent*|impiegat*|venditor*|stipendio|capo|personale|referente
out:supply   fornitor*|spedizion*|consegn*|corriere|trasporto
out:figures  profitto|profitti|margine|margini|sconto|sconti|iva|tasse|utile|guadagno|tasso di cambio|convertire|converti|mediana|previsione|previsioni|prevedi|budget
out:writing  scrivi|scrivere|lettera|poesia|barzelletta|traduci|riassumi|spiega|ricetta|idea|idee|consiglio|consigli|perche|strategia|suggerisci|canzone|discorso
out:world    tempo fa|che tempo|meteo|temperatura|notizie|capitale|calcio|borsa|che ore|presidente
out:actions  invia|inviare|manda|stampa|password|esporta|scarica
out:unknown  fax|sito web|compleanno|partita iva|settore
time:this    questo|questa|corrente|in corso|quest
time:last    scorso|scorsa|ultimo|ultima|ultimi|ultime|precedente|gli ultimi|passato
time:next    prossimo|prossima|prossimi|prossime|i prossimi
time:ago     fa
time:in      in|nel|nell|di|del|dell|durante|anno|l anno|per|o|e|che|a
time:since   da|dal|a partire da|a partire dal|dall
time:after   dopo|dopo il|successive al
time:before  prima di|prima del|entro
time:until   fino a|fino al|entro il|entro la fine di
time:between tra|fra|tra il|dal|da|fra il
time:to      e|a|al|e il|ed|fino al
time:onwards in poi
time:today   oggi
time:yesterday ieri
time:tomorrow domani
time:half    semestre|meta
time:end     fine|la fine di
time:start   inizio
ord:1        primo|prima
ord:2        secondo|seconda
ord:3        terzo|terza
num:2        due|entrambi|entrambe
num:3        tre
num:4        quattro
num:5        cinque
num:6        sei
num:7        sette
num:8        otto
num:9        nove
num:10       dieci
num:20       venti
num:100      cento
num:1000     mille
num:2000     duemila
num:5000     cinquemila
num:10000    diecimila
num:50000    cinquantamila
num:100000   centomila
"""
