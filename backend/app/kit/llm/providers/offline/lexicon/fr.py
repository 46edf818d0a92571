"""French words; see `en` for the form."""

TABLE = """
ask:count    combien de|combien d|nombre de|le nombre de|nombre d|combien y a-t-il de|combien y a t il de|combien de fois|quel est le nombre de|quel nombre de|combien avons-nous de|combien avons nous de|combien a-t-on de|le nombre d
ask:sum      combien|quel montant|quelle somme|a combien|combien d argent|combien vaut|quel est le montant|a combien s eleve|a combien s elevent|combien coute|pour combien|de combien
ask:list     montre|montre moi|montre-moi|montrez|montrez-moi|affiche|afficher|affichez|liste|liste des|lister|listez|donne|donne moi|donne-moi|donnez|donnez-moi|cherche|trouve|enumere|je veux|je voudrais|voir|montrer|donner|trouver|cite|nomme|la liste
ask:which    quels|quelles|quel|quelle|lequel|laquelle|lesquels|lesquelles
ask:what     quel est|quelle est|quels sont|quelles sont|qu est ce que|c est quoi|que|quoi|quelle etait|quel etait
ask:who      qui|a qui|qui est|pour qui|de qui
ask:where    ou|d ou|ou se trouve|ou est|ou se situe|situe|se trouve|localisation|ou sont
ask:when     quand|a quelle date|quelle date|quel jour|depuis quand|pour quand|date a laquelle
ask:share    quelle part|pourcentage|quel pourcentage|part|pour cent|proportion|quelle proportion|la part|part du|quelle part du
ask:contact  coordonnees|contacter|joindre|contact
ask:about    details|detail|informations|infos|info|renseignements|fiche|parle moi de|renseigne moi|dis moi tout sur|la fiche
ask:exist    y a-t-il|y a t il|est ce que|avons nous|avons-nous|a-t-on|est|sont|a|ont|existe|existe-t-il|etait|as-tu|avez-vous|est-ce que|a t il|a-t-il|a-t-elle
ask:diff     difference|difference entre|ecart|ecart entre|combien de plus|combien de moins|croissance|augmentation|evolution|de combien a
ask:order    trie|tri|trier|trie par|trier par|triees par|tries par|classe|classer|classe par|classement|classees par|classes par|trie les par
dir:desc     decroissant|par ordre decroissant|ordre decroissant
dir:asc      croissant|par ordre croissant|alphabetique|ordre croissant
agg:avg      moyenne|moyen|en moyenne|la moyenne|moyennes|montant moyen|panier moyen
agg:sum      total|somme|au total|en tout|totaux|totale|ensemble|la somme|montant total|somme totale|cumul|en totalite|le total
out:figures  mediane|prevision|previsions|ecart type|tendance
measure:money chiffre d affaires|chiffre d'affaires|chiffre affaires|ca|ventes|vente|recettes|depense|depensent|depenser|depenses|vendu|vendons|rapporte|rapportent|rapporter|facture pour|encaisse|gagne|chiffres d affaires|genere|revenu|revenus|achats|realise|vendre|revenus generes|avons-nous facture|avons nous facture|rapporte le plus
verb:buy     achete|achetent|commande|commandes|commandent|acheter|commander|passe commande|ont achete|a achete|acheteurs
verb:get     recu|recues|recoit|recus|envoye|envoyees|obtenu|adressees|emis pour|eu|appartiennent
measure:debt doit|doivent|devoir|nous doit|nous doivent|dette|dettes|creance|creances|impayes|impaye|reste a payer|doit encore|doit-il|doivent encore|reste du|solde du|redevable|en souffrance
state:unpaid impaye|impayee|impayees|impayes|non payee|non payees|non paye|non payes|non reglee|non reglees|non regle|pas payees|pas payee|pas encore payees|pas encore payee|a payer|en attente|ouvertes|ouverte|non soldees|pas reglees|pas encore reglees|en suspens|en souffrance|pas ete payees|pas encore ete payees|pas ete payee|pas ete reglees|restent a payer|non acquittees|encore ouvertes|ouverts|restantes|a regler
state:overdue en retard|en retard de paiement|echues|echue|echu|retard|depassees
state:late   payees en retard|payee en retard|paye en retard|reglees en retard|payees apres l echeance|paiement tardif|paiements tardifs|paient en retard|paie en retard|payes en retard|reglee en retard|payees trop tard|apres l echeance|payees tardivement|avec retard|payees avec retard
state:ontime payees a temps|a temps|payee a temps|dans les delais|payees dans les delais|a l heure|reglees a temps|ponctuellement
state:paid   payees|payee|paye|payes|reglees|reglee|regle|soldees|acquittees|acquittee
state:never  jamais achete|jamais commande|rien achete|rien commande|n ont jamais achete|n ont jamais commande|n ont rien achete|n ont rien commande|n a jamais achete|jamais rien achete|jamais rien commande|sans commande|sans commandes|sans achat|sans achats|aucune commande|aucun achat|pas achete|pas commande|n a jamais commande|n ont pas achete|n ont pas commande
super:max    plus grand|plus grande|plus grands|plus grandes|plus gros|plus grosse|plus grosses|plus eleve|plus elevee|plus elevees|plus eleves|plus cher|plus chere|plus cheres|meilleur|meilleure|meilleurs|meilleures|maximum|maximale|top|plus fort|plus forte|plus important|plus importante|plus importants|plus importantes|principaux|principal|principale|le plus gros|la plus grosse|les plus grosses|le plus grand|la plus grande|les plus grandes|le plus eleve|la plus elevee|les plus elevees|le meilleur|la meilleure|les meilleurs|le plus important|la plus importante|la plus chere|les plus gros|les plus cheres
super:min    plus petit|plus petite|plus petits|plus petites|plus bas|plus basse|plus basses|moins cher|moins chere|plus faible|plus faibles|minimum|minimale|pire|pires|moindre|le plus petit|la plus petite|les plus petites|la plus faible|le plus faible|la moins chere|moins eleve|moins elevee|la moins elevee|moins bon
super:many   le plus|le plus de|le plus d|le plus grand nombre de|la plupart|la plupart des|le plus grand nombre|la majorite
super:often  le plus souvent
super:few    le moins|le moins de|le moins d|le moins souvent
super:new    derniere|dernier|dernieres|derniers|plus recente|plus recent|plus recentes|plus recents|recentes|recente|la plus recente|les plus recentes|la derniere|le dernier|les dernieres
super:old    premiere|premier|premieres|premiers|plus ancienne|plus ancien|plus anciennes|plus vieille|la plus ancienne|la premiere|les plus anciennes|plus vieilles
comp:more    plus|davantage|plus que
comp:less    moins
comp:than    contre|versus|vs|par rapport a|compare a|comparer|compare|comparaison
cmp:gt       plus de|superieur a|superieure a|superieures a|superieurs a|au dessus de|au-dessus de|depassant|de plus de|depasse|depassent|excedant|au dela de|au-dela de|plus cheres que
cmp:gte      au moins|minimum|a partir de|pas moins de
cmp:lt       moins de|inferieur a|inferieure a|inferieures a|inferieurs a|en dessous de|au dessous de|sous|de moins de|au-dessous de|en-dessous de|sous les
cmp:lte      au plus|jusqu a|au maximum|maximum|pas plus de
cmp:eq       exactement|egal a
cmp:between  entre|de|comprises entre|compris entre|comprise entre
cmp:about    environ|a peu pres|autour de
cmp:post     ou plus|et plus
cmp:postlt   ou moins|et moins
unit:money   euro|euros|dollar|dollars|eur|usd
unit:grand   mille
unit:million million|millions
group:per    par|pour chaque|reparti par|repartis par|reparties par|selon|ventile par|groupe par|ventilees par|repartition par|de chaque|dans chaque|groupees par|decoupe par
group:each   chaque|chacun|chacune|respectivement|chacun de
bucket:day   jour|jours|quotidien
bucket:week  semaine|semaines|hebdomadaire
bucket:month mois|mensuel|mensuelle|mensuels|mensuellement
bucket:quarter trimestre|trimestres|trimestriel|trimestrielle
bucket:year  annee|an|ans|annees|annuel|annuelle|annuellement
neg:not      pas|sauf|hors|hors de|hormis|excepte|a l exception de|en dehors de|a l exterieur de|mais pas|non|a part|sans compter|exclure|autre que|autres que|en dehors
neg:without  sans|aucun|aucune|n ont pas de|n a pas de|pas de|n ont aucun|n ont aucune|n ont pas d|n ont jamais eu de|n a aucune|jamais
conj:and     et|ainsi que
conj:or      ou|ou bien
pron:it      il|elle|le|la|ce client|cette facture|ce dernier|son|sa|lui|celui-ci|celle-ci|cela|ca|cet|leur|ce compte
pron:they    ils|elles|leur|leurs|ceux-ci|celles-ci|ceux|celles|eux|d entre eux|d entre elles|parmi eux|parmi elles|parmi celles-ci|ces clients|ces factures|ses|de ceux-ci|de celles-ci|parmi ceux-ci|en
pron:each    chacun d eux|chacun d entre eux|chacune d elles|chacun|chacune|chacune d entre elles|chacun de ces|chaque
cue:more     seulement|uniquement|et|et pour|et en|et au|qu en est-il de|et les|et la|et le|juste|que les|maintenant|meme chose pour|aussi|mais|et pour la|et pour le|pareil pour|ne garde que|seulement celles|seulement ceux|uniquement celles|uniquement ceux|idem pour
do:create    cree|creer|creez|ajoute|ajouter|ajoutez|nouveau|nouvelle|enregistre|enregistrer|enregistrez|saisis|saisir|etablis|etablir|ouvre|planifie|note|inscris|fais
do:remind    rappelle-moi de|rappelle moi de|rappelle-moi d|rappelle moi d|rappelez-moi de|rappelle-moi|rappelle moi|rappel|tache|n oublie pas de|il faut|je dois
do:update    change|changer|changez|modifie|modifier|modifiez|corrige|corriger|corrigez|mets|mettre|mettez|met|marque|marquer|marquez|actualise|renomme|renommer|passe|passer|passez|deplace|reporte|reporter|a ete payee|a ete reglee|est payee|a demenage|remplace|repousse|decale|mets a jour|mettre a jour|a ete paye|est maintenant|a regle|a paye|indique|rectifie
do:delete    supprime|supprimer|supprimez|efface|effacer|effacez|enleve|enlever|retire|retirer|elimine
do:deactivate desactive|desactiver|desactivez|suspends
do:activate  active|activer|reactive|reactiver
do:void      annule|annuler|annulez
do:close     termine|terminer|cloture|cloturer
do:pay       regle
text:starts  commencant par|commence par|commencent par|qui commence par|qui commencent par|debutant par|debute par
text:contains contenant|contient|contiennent|avec le mot|dont le nom contient|comprenant
text:named   nomme|appele|appelee|intitule|intitulee|du nom de|nommee
text:to      a|en|vers|par|comme|au|est|devient|sur
w:customer   client|clients|cliente|clientes|clientele|acheteur|acheteurs|societe|societes|entreprise|entreprises|compte|comptes
w:invoice    facture|factures|facturette|note|notes d honoraires
w:task       tache|taches|rappels|a faire
w:phone      telephone|numero de telephone|tel|telephonique|numero de tel|numeros de telephone|coordonnees telephoniques
w:email      email|e-mail|courriel|adresse mail|adresse email|mail|adresse e-mail
w:address    adresse|rue|adresses|adresse postale
w:city       ville|villes|localite
w:region     region|etat|province|regions
w:postal_code code postal|codes postaux|cp
w:country    pays
w:code       code|identifiant|code client|numero client
w:name       nom|noms|raison sociale
w:status     statut|etat|situation
w:total      montant|total|valeur|prix|somme|montants|cout
w:number     numero|numero de facture|no|numeros
w:issued     emise|emises|emis|date de facture|date de facturation|date d emission|datee|datees|date|etablie|etablies|facturees|editee|editees|du
w:due        echeance|due|dues|date d echeance|exigible|exigibles|a payer avant|arrive a echeance|arrivant a echeance|arrivent a echeance|a echeance|echeant
w:paid       payee|payees|date de paiement|reglee|reglees|paiement|paye|paiements|payes
w:title      titre|sujet
w:description description
w:assignee   responsable|assigne|attribue
w:priority   priorite|urgence
w:high       haute|urgent|urgente|elevee
w:low        basse|faible
w:notes      notes|remarque|remarques
w:active     actif|active|actifs|actives
w:inactive   inactif|inactive|inactifs|inactives
w:lead       prospect|prospects
w:done       terminee|terminees|fait|faite|faites
w:in_progress en cours
w:cancelled  annulee|annulees
w:void       annulee|annulees
w:draft      brouillon|brouillons
w:currency   devise|devises|monnaie
all          tous|toutes|tout|toute|l ensemble|entier|jusqu ici|jusqu a present|actuellement|en ce moment|deja|encore|toujours|de tous les temps|toutes annees confondues|tous les|toutes les
stop         ou non|ou pas|argent|le|la|les|l|un|une|des|du|de|d|a|au|aux|en|dans|pour|par|sur|avec|chez|nous|nos|notre|vos|votre|mon|ma|mes|je|tu|il|on|vous|s il vous plait|s il te plait|svp|stp|merci|bonjour|salut|est|sont|etait|etaient|ete|etre|avoir|ai|as|a|avons|avez|ont|que|qu|qui|dont|ce|cet|cette|ces|c|s|se|n|ne|y|j|m|t|si|combien|donc|alors|bien|aussi|t il|t on
stop         peux|peut|pouvez|pourrais|pourriez|puis|savoir|dire|dis|dites|moi|me|te|faire|fait|fois|besoin|aimerais|souhaite|souhaiterais|sais|connaitre|base|systeme|donnees|enregistres|enregistrees|viennent|vient|situes|situees|bases|basees|basee|habitent|installes|plus|tres|la-bas|ainsi|differents|differentes|distincts|actuel|ils|elles|passees|passe|eleve|s eleve|elevent|arrive|arrivent|valeurs|chiffre|periode|personne|gens|cours|nom de|possedent|possede|compte-t-on|compte t on
out:products produit*|article|articles|stock|stocks|categorie|categories|marchandise*|inventaire|quantites
out:people   employe*|vendeur*|salaire*|patron|collegue*|personnel|interlocuteur|conges
out:supply   fournisseur*|livraison*|transporteur*|expedition*|colis|frais de port|livre
out:figures  benefice*|marge|marges|remise|remises|tva|taxe*|impot*|profit|profits|taux de change|convertir|convertis|bilan|budget|rentabilite|iban
out:writing  redige|rediger|ecris|ecrire|lettre|poeme|histoire|blague|traduis|traduire|resume|resumer|explique|expliquer|recette|idee|idees|conseil|conseils|pourquoi|strategie|suggere|recommande|chanson|discours|propose|campagne|analyse
out:world    meteo|temps fait-il|quel temps|temperature|actualites|capitale|football|bourse|quelle heure|president|vol|bitcoin
out:actions  envoie|envoyer|envoyez|imprime|imprimer|mot de passe|exporte|telecharge|appelle le|telephone a
out:unknown  fax|numero de fax|site web|anniversaire|numero de tva|secteur|mode de paiement
time:this    ce|cet|cette|actuel|en cours|courant|courante
time:last    dernier|derniere|passe|passee|precedent|precedente|derniers|dernieres|les derniers|les|ces derniers
time:next    prochain|prochaine|prochains|prochaines|suivant|suivante|a venir|qui vient|les prochains
time:ago     il y a
time:in      en|pour|de|l annee|annee|dans|pendant|au cours de|durant|courant|ou|et|sur|d|que
time:since   depuis|a partir de|a partir du|a compter de|a compter du|depuis le|des
time:after   apres|apres le|ulterieures a
time:before  avant|avant le|anterieures a|avant la
time:until   jusqu a|jusqu en|jusqu au|d ici|d ici le|au plus tard|au plus tard le|avant fin
time:between entre|entre le|du|de|entre les
time:to      et|a|au|et le|jusqu au|et les
time:onwards ou apres|et apres
time:today   aujourd hui|aujourdhui|ce jour
time:yesterday hier
time:tomorrow demain
time:half    semestre|moitie
time:end     fin|la fin|fin de|la fin de|fin du
time:start   debut|le debut|debut de
time:todate  depuis le debut de l annee
time:suffix  er|eme|e
ord:1        premier|premiere|1er
ord:2        deuxieme|second|seconde|deuxiemes
ord:3        troisieme
ord:4        quatrieme
ord:5        cinquieme
num:1        un seul|une seule
num:2        deux|les deux
num:3        trois
num:4        quatre
num:5        cinq
num:6        six
num:7        sept
num:8        huit
num:9        neuf
num:10       dix
num:12       douze|douzaine
num:15       quinze
num:20       vingt
num:30       trente
num:50       cinquante
num:100      cent
num:500      cinq cents
num:1000     mille|un millier
num:2000     deux mille
num:5000     cinq mille
num:10000    dix mille
num:20000    vingt mille
num:50000    cinquante mille
num:100000   cent mille
"""
