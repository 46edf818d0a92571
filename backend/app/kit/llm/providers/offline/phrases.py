"""The brain's own sentences per language; what a language lacks is said in English."""

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "sum": "Total", "avg": "Average", "max": "Largest", "min": "Smallest", "count": "Count", "per": "per", "none": "None found: no", "yes": "Yes",
        "in_all": "in all", "equal": "Equal", "difference": "Difference", "tied": "{n} more with the same figure", "more": "… and {n} more.",
        "denied": "You may not do that: your role lacks the permission `{permission}`.",
        "scope": "I cannot answer that: {words} is not something in your records, and no language model is configured. I can answer questions about {entities}.",
        "unknown": "I do not know what {words} means here, and no language model is configured. Could you put it another way?",
        "unclear": "I could not work out what you would like to know, and no language model is configured. Could you say it with the words of your records ({entities})?",
        "try": "Did you mean:", "which": "Which {noun} do you mean by “{words}”?", "failed": "That could not be read: {detail}",
        "which_one": "Which {noun} do you mean?", "which_records": "{n} {noun} fit. Which one do you mean?", "what_value": "What should {field} be?",
        "what_change": "What should be changed, and to what?", "propose": "Please approve:", "repaired": "(read as: {words})", "no_record": "I cannot find {words}.",
        "need": "I need {fields} for that. What should I enter?", "bad_value": "{value} is not a value of {field}. Which one of {options} do you mean?",
        "too_many": "{n} {noun} would be changed. Could you narrow that down?",
    },
    "de": {
        "sum": "Summe", "avg": "Durchschnitt", "max": "Größter Wert", "min": "Kleinster Wert", "count": "Anzahl", "per": "pro", "none": "Nichts gefunden, keine:", "yes": "Ja",
        "in_all": "insgesamt", "equal": "Gleich viel", "difference": "Unterschied", "tied": "{n} weitere mit demselben Wert", "more": "… und {n} weitere.",
        "denied": "Das darfst du nicht: deiner Rolle fehlt die Berechtigung (permission) `{permission}`.",
        "scope": "Das kann ich nicht beantworten: {words} steht nicht in den Datensätzen, und es ist kein Sprachmodell eingerichtet. Ich beantworte Fragen zu {entities}.",
        "unknown": "Ich weiß nicht, was {words} hier heißt, und es ist kein Sprachmodell eingerichtet. Kannst du es anders sagen?",
        "unclear": "Ich habe die Frage nicht verstanden, und es ist kein Sprachmodell eingerichtet. Kannst du sie mit den Wörtern der Datensätze stellen ({entities})?",
        "try": "Meintest du:", "which": "Welchen Datensatz ({noun}) meinst du mit „{words}“?", "which_one": "Welchen Datensatz ({noun}) meinst du?",
        "which_records": "{n} {noun} passen. Welchen meinst du?", "what_value": "Was soll bei {field} stehen?", "what_change": "Was soll geändert werden, und worauf?",
        "propose": "Bitte bestätigen:", "no_record": "Ich finde {words} nicht; kein Datensatz passt.", "need": "Dafür brauche ich {fields}. Was soll ich eintragen?",
    },
    "fr": {
        "sum": "Total", "avg": "Moyenne", "max": "Maximum", "min": "Minimum", "count": "Nombre", "per": "par", "none": "Aucun résultat :", "yes": "Oui", "in_all": "en tout",
        "equal": "Égalité", "difference": "Différence", "tied": "{n} autres avec la même valeur", "more": "… et {n} de plus.",
        "denied": "Vous n'avez pas le droit : il manque à votre rôle la permission `{permission}`.",
        "scope": "Je ne peux pas répondre (I cannot): {words} ne figure pas dans vos données et aucun modèle de langage n'est configuré. Je réponds aux questions sur {entities}.",
        "unknown": "Je ne comprends pas {words} ici, et aucun modèle de langage n'est configuré. Pouvez-vous le dire autrement ?",
        "unclear": "Je n'ai pas compris la question, et aucun modèle de langage n'est configuré. Pouvez-vous la poser avec les mots de vos données ({entities}) ?",
        "try": "Vouliez-vous dire :", "which": "Quel enregistrement ({noun}) désignez-vous par « {words} » ?", "which_one": "Quel enregistrement ({noun}) ?",
        "which_records": "{n} {noun} conviennent. Lequel ?", "what_value": "Quelle valeur pour {field} ?", "what_change": "Que faut-il changer, et en quoi ?",
        "propose": "Merci d'approuver :", "no_record": "Je ne trouve pas {words} : aucun enregistrement.", "need": "Il me faut {fields}. Que dois-je saisir ?",
    },
    "es": {
        "sum": "Total", "avg": "Promedio", "max": "Máximo", "min": "Mínimo", "count": "Número", "per": "por", "none": "Ninguno encontrado:", "yes": "Sí", "in_all": "en total",
        "equal": "Igual", "difference": "Diferencia", "tied": "{n} más con el mismo valor", "more": "… y {n} más.",
        "denied": "No está permitido: a tu rol le falta el permiso (permission) `{permission}`.",
        "scope": "No puedo responder (I cannot): {words} no figura en tus datos y no hay ningún modelo de lenguaje configurado. Respondo preguntas sobre {entities}.",
        "unknown": "No sé qué significa {words} aquí y no hay ningún modelo de lenguaje configurado. ¿Puedes decirlo de otra manera?",
        "unclear": "No he entendido la pregunta y no hay ningún modelo de lenguaje configurado. ¿Puedes hacerla con las palabras de tus datos ({entities})?",
        "try": "¿Querías decir:", "which": "¿A qué registro ({noun}) te refieres con «{words}»?", "which_one": "¿A qué registro ({noun}) te refieres?",
        "which_records": "{n} {noun} coinciden. ¿Cuál?", "what_value": "¿Qué valor debe tener {field}?", "what_change": "¿Qué hay que cambiar y a qué valor?",
        "propose": "Por favor, aprueba:", "no_record": "No encuentro {words}: ningún registro.", "need": "Necesito {fields}. ¿Qué pongo?",
    },
}


def phrase(language: str, key: str) -> str:
    """A sentence with `{}` places."""
    return PHRASES.get(language, {}).get(key) or PHRASES["en"][key]
