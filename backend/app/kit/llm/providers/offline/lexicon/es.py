"""Spanish words; see `en` for the form."""

TABLE = """
ask:count    cuantos|cuantas|numero de|el numero de|cantidad de|la cantidad de|cuantas veces|que cantidad de|que numero de
ask:sum      cuanto|cuanto dinero|a cuanto|que importe|que monto|cuanto suma|cuanto suman|a cuanto asciende|a cuanto ascienden|cuanto vale|por cuanto|de cuanto|cual es el importe|cuanto es
ask:list     muestra|muestrame|mostrar|muestreme|lista|lista de|listar|listame|dame|deme|busca|encuentra|ensename|enumera|quiero|quiero ver|quisiera|ver|nombra|mostrame|da|necesito|la lista|dime
ask:which    que|cuales|cual|cuales son|cuales de
ask:what     que|cual es|cual|cual fue|que es|cual era|como se llama
ask:who      quien|quienes|a quien|quien es|de quien|para quien|a quienes
ask:where    donde|en donde|de donde|donde esta|ubicado|ubicacion|donde se encuentra|donde queda|donde estan
ask:when     cuando|que fecha|en que fecha|que dia|que dia|desde cuando|fecha en que
ask:share    que porcentaje|porcentaje|que parte|proporcion|por ciento|que proporcion|el porcentaje|porcentaje de|que parte de
ask:contact  datos de contacto|contacto|contactar|informacion de contacto
ask:about    detalles|datos|datos de|informacion|info|ficha|informacion sobre|hablame de|cuentame sobre|detalle|informacion de|todo sobre|ficha de
ask:exist    hay|tenemos|existe|existen|es|son|esta|estan|tiene|tienen|ha|han|fue|fueron|habia|tuvo|tenia
ask:diff     diferencia|diferencia entre|cuanto mas|cuantos mas|cuantas mas|cuanto menos|crecimiento|aumento|cuanto crecio|variacion
ask:order    ordenado|ordenados|ordenadas|ordena|ordenar|ordenado por|ordena por|ordenados por|ordenadas por|clasificacion|ordenalas por|ordenalos por
dir:desc     descendente|de mayor a menor|en orden descendente
dir:asc      ascendente|de menor a mayor|alfabeticamente|en orden ascendente
agg:avg      promedio|media|en promedio|de media|medio|importe medio|valor medio|el promedio|la media|promedio de|como promedio
agg:sum      total|suma|en total|totales|sumar|suman|suma total|importe total|todo junto|monto total|la suma|en conjunto|sumadas
out:figures  mediana|pronostico|prevision|tendencia
measure:money ventas|venta|ingresos|ingreso|facturacion|facturado|facturamos|gastado|gasto|gasta|gastan|gastaron|vendido|vendimos|vendemos|volumen|generado|aporta|aportan|aporto|compras|recaudado|ventas totales|facturo|genera|generan|genero|ganado|volumen de negocio|recaudacion|vendio|gastos|cifra de negocio|cifra de ventas|trajo
verb:buy     comprado|compro|compraron|compra|compran|pedido|pidio|pidieron|pedidos|comprar|hicieron pedidos|encargado
verb:get     recibio|recibido|recibieron|enviadas|obtuvo|emitimos a|pertenecen|tuvieron
measure:debt debe|deben|deuda|deudas|adeuda|adeudan|nos debe|nos deben|pendiente de cobro|por cobrar|adeudado|debiendo|falta por pagar|falta pagar|saldo pendiente|moroso|morosos|morosa|debe todavia
state:unpaid sin pagar|impagada|impagadas|impagado|impagados|no pagadas|no pagada|no pagado|pendiente|pendientes|pendientes de pago|pendiente de pago|por pagar|abiertas|abierta|sin cobrar|no han pagado|no ha pagado|aun no pagadas|no cobradas|impagas|impaga|pendientes de cobro|no se han pagado|aun sin pagar|todavia sin pagar|sin abonar|no abonadas|sin saldar|no pagaron
state:overdue vencida|vencidas|vencido|vencidos|atrasada|atrasadas|en mora|con retraso
state:late   pagadas tarde|pagada tarde|pagado tarde|pagadas con retraso|pagaron tarde|pago tarde|pagos tardios|pagan tarde|paga tarde|pagadas fuera de plazo|fuera de plazo|pagadas despues del vencimiento|despues del vencimiento|tarde|pagadas con demora|se pagaron tarde|con demora
state:ontime pagadas a tiempo|a tiempo|pagada a tiempo|puntualmente|dentro del plazo|en plazo|pagaron a tiempo
state:paid   pagadas|pagada|pagado|pagados|cobradas|cobrada|saldadas|abonadas|abonada
state:never  nunca compro|nunca compraron|nunca han comprado|no han comprado nada|nunca pidieron|no compraron|no compraron nada|nunca han pedido|no ha comprado nada|nunca ha comprado|sin pedidos|sin compras|ningun pedido|ninguna compra|no han comprado|no han pedido nada|nunca han hecho un pedido|no ha comprado|nunca compraron nada|nunca han comprado nada|sin ventas
super:max    mayor|mayores|mas grande|mas grandes|mas alta|mas alto|mas altas|mas altos|mas cara|mas caras|mejor|mejores|maximo|maxima|principal|principales|mas importante|mas importantes|mas elevada|mas elevado|top|mas caro|el mejor|la mayor|el mayor|mas elevadas|las mayores|los mayores|mas valioso|los mejores
super:min    menor|menores|mas pequena|mas pequeno|mas pequenas|mas baja|mas bajo|mas bajas|mas barata|peor|peores|minimo|minima|mas barato|la menor|el menor|mas pequenos|mas bajos|mas baratas
super:many   la mayoria|la mayor cantidad de|el mayor numero de|mas|mayor cantidad de|mayor numero de|la mayoria de|con mas
super:often  mas veces|con mas frecuencia|mas a menudo
super:few    menos|el menor numero de|menor cantidad de|menor numero de|con menos
super:new    ultima|ultimas|ultimo|ultimos|mas reciente|mas recientes|recientes|la ultima|las ultimas|mas nueva|mas nuevas
super:old    primera|primeras|primer|primero|primeros|mas antigua|mas antiguas|mas antiguo|mas antiguos|la primera|mas vieja|mas viejas
comp:more    mas|mayor|mejor
comp:less    menos|menor|peor
comp:than    versus|vs|frente a|comparado con|comparar|compara|contra|comparacion|en comparacion con
cmp:gt       mas de|superior a|superiores a|mayor que|mayores que|mayor de|por encima de|de mas de|mayores a|mayor a|mayores de|que superan|supera|superan|que superen|mas que|sobre|excede|exceden|por mas de
cmp:gte      al menos|como minimo|desde|a partir de|minimo
cmp:lt       menos de|inferior a|inferiores a|menor que|menores que|menor de|por debajo de|de menos de|menores a|menor a|menores de|menos que|bajo
cmp:lte      como maximo|hasta|a lo sumo|maximo|no mas de
cmp:eq       exactamente|igual a
cmp:between  entre|de
cmp:about    alrededor de|aproximadamente|cerca de|unos
cmp:post     o mas|y mas
cmp:postlt   o menos|y menos
unit:money   euro|euros|dolar|dolares|eur|usd|pesos
unit:grand   mil
unit:million millon|millones
group:per    por|por cada|desglosado por|agrupado por|segun|en cada|agrupadas por|desglosadas por|distribucion por|dividido por|de cada
group:each   cada|cada uno|cada una|respectivamente
bucket:day   dia|dias|diario
bucket:week  semana|semanas|semanal
bucket:month mes|meses|mensual|mensuales|mensualmente
bucket:quarter trimestre|trimestres|trimestral
bucket:year  ano|anos|anual|anuales|anualmente
neg:not      no|excepto|salvo|fuera de|menos los de|pero no|aparte de|excluyendo|que no sean|que no son|que no esten|que no estan|distintos de|no de|a excepcion de|que no|sin contar|menos
neg:without  sin|ningun|ninguna|no tienen|no tiene|sin ninguna|nunca|no han tenido|ninguno
conj:and     y|e|asi como
conj:or      o|u
pron:it      el|ella|este cliente|esa factura|esta factura|ese cliente|su|lo|la|eso|esto|este|esta|ese|el mismo|dicho cliente
pron:they    ellos|ellas|esos|esas|estos|estas|sus|de ellos|de ellas|de esos|de esas|de estos|de estas|esos clientes|estas facturas|esas facturas|estos clientes|los|las|entre ellos|de los cuales|de las cuales
pron:each    cada uno de ellos|cada una de ellas|cada uno|cada una|cada uno de esos|cada una de esas
cue:more     solo|solamente|unicamente|y|y en|y para|que hay de|que tal|y los|y las|y el|y la|ahora|lo mismo para|tambien|pero|y de|y que hay de|y cuanto|y cuantos|y cuantas|solo los|solo las|solo las de|solo los de|igual para
do:create    crea|crear|cree|anade|anadir|agrega|agregar|nuevo|nueva|registra|registrar|da de alta|introduce|abre|haz|genera|apunta|anota|planifica|pon|agregue
do:remind    recuerdame|recuerdame que|recordatorio|recuerda|tarea|tarea para|recuerdame de|tengo que|no olvides
do:update    cambia|cambiar|cambie|modifica|modificar|corrige|corregir|actualiza|actualizar|pon|poner|marca|marcar|establece|renombra|mueve|aplaza|aplazar|ha sido pagada|esta pagada|ya esta pagada|fue pagada|se ha mudado|reemplaza|pospone|posponer|pasa|edita|ha pagado|retrasa|se mudo|ya se pago|se ha pagado|extiende|registra|anota|ajusta|rectifica
do:delete    elimina|eliminar|elimine|borra|borrar|borre|quita|quitar|suprime|suprimir|da de baja
do:deactivate desactiva|desactivar|desactive|suspende
do:activate  activa|activar|reactiva|reactivar
do:void      anula|anular|cancela|cancelar
do:close     termina|terminar|completa|cierra|cerrar
do:pay       paga|liquida
text:starts  que empiezan por|que empiezan con|empieza por|empieza con|que comienzan con|comienza con|comienzan con|empiezan por|empiezan con|que empiecen por|que comienzan por|que empiecen con|cuyo nombre empieza por
text:contains que contienen|contiene|que contiene|contienen|con la palabra|cuyo nombre contiene|que contengan|que incluyen
text:named   llamado|llamada|con nombre|titulado|titulada|denominado|con el nombre
text:to      a|en|por|como|al|es|para
w:customer   cliente|clientes|clienta|clientas|comprador|compradores|empresa|empresas|cuenta|cuentas|deudor|deudores|clientela
w:invoice    factura|facturas|recibo|recibos
w:task       tarea|tareas|recordatorios|pendientes por hacer
w:phone      telefono|numero de telefono|tel|telefonos|numero telefonico
w:email      correo|correo electronico|email|e-mail|mail
w:address    direccion|calle|direcciones|domicilio
w:city       ciudad|ciudades|localidad|poblacion
w:region     region|provincia|estado|regiones|provincias
w:postal_code codigo postal|cp|codigos postales
w:country    pais|paises
w:code       codigo|clave|codigo de cliente|identificador
w:name       nombre|nombres|razon social
w:status     estado|situacion|estatus
w:total      importe|monto|valor|total|precio|suma|cantidad|importes|montos|coste|costo|cuantia
w:number     numero|numero de factura|numeros
w:issued     emitida|emitidas|emitido|fecha de factura|fecha de emision|fechada|fecha|emitio|emitieron|emitimos|con fecha|expedidas
w:due        vence|vencen|vencimiento|fecha de vencimiento|vencia|vencian|con vencimiento|plazo|vencer|que vencen|que vence|vencio
w:paid       pagada|pagadas|fecha de pago|pago|pagado|pagos|se pago|pagaron|cobro|abonada|cobradas
w:title      titulo|asunto
w:description descripcion
w:assignee   responsable|asignado|encargado
w:priority   prioridad|urgencia
w:high       alta|urgente
w:low        baja
w:notes      notas|observaciones|comentario
w:active     activo|activa|activos|activas
w:inactive   inactivo|inactiva|inactivos|inactivas
w:lead       prospecto|prospectos
w:done       hecha|terminada|hechas|terminadas
w:in_progress en curso|en proceso
w:cancelled  cancelada|canceladas
w:void       anulada|anuladas
w:draft      borrador|borradores
w:currency   moneda|divisa|monedas
all          todos|todas|todo|toda|entero|hasta ahora|hasta la fecha|actualmente|ahora mismo|ya|aun|todavia|en la actualidad|de todos los tiempos|historico|en general|todos los|todas las
stop         o no|dinero|el|la|los|las|lo|un|una|unos|unas|de|del|a|al|en|con|por|para|nuestro|nuestra|nuestros|nuestras|mi|mis|yo|tu|nos|nosotros|me|te|se|le|les|que|por favor|porfavor|gracias|hola|buenos|dias|buenas|es|son|fue|ser|estar|estan|esta|hay|ha|han|hemos|he|haber|como|si|su|sus|si bien|muy|mucho|muchos|tanto|desde
stop         puedes|puede|podria|podrias|puedo|decir|decirme|dime|digame|saber|gustaria|favor|necesito|quiero|quisiera|hacer|hizo|hicimos|tienen|tiene|tenemos|tengo|viene|vienen|ubicados|ubicadas|situados|estan en|sistema|datos|registrados|registro|registros|base|alli|aqui|ahi|cual|entonces|bien|tambien|diferentes|distintos|distintas|cuyo|cuya|persona|gente|periodo|valores|cifra|cifras|concretamente|quedan|queda|nuestra empresa|vez|lugar|proceden|procede
out:products producto*|articulo|articulos|inventario|existencias|categoria|categorias|almacen|mercancia*|stock
out:people   empleado*|vendedor*|salario*|jefe|personal|compañero*|vacaciones|persona de contacto
out:supply   proveedor*|envio|envios|transportista*|entrega|entregas|flete|paquete
out:figures  beneficio*|margen|margenes|descuento*|iva|impuesto*|ganancia|ganancias|tipo de cambio|convertir|convierte|presupuesto|rentabilidad|iban|balance
out:writing  escribe|escribir|redacta|redactar|carta|poema|cuento|chiste|traduce|traducir|resume|resumir|explica|explicar|receta|idea|ideas|consejo|consejos|por que|estrategia|sugiere|recomienda|cancion|discurso|correo a|campana|analiza
out:world    tiempo hace|clima|temperatura|noticias|capital de|capital|futbol|bolsa|que hora|presidente|vuelo|bitcoin
out:actions  envia|enviar|manda|imprime|imprimir|contrasena|exporta|descarga|llama a|llamar
out:unknown  fax|sitio web|pagina web|cumpleanos|nif|cif|sector|forma de pago
time:this    este|esta|actual|en curso|presente
time:last    ultimo|ultima|pasado|pasada|anterior|ultimos|ultimas|los ultimos|las ultimas
time:next    proximo|proxima|que viene|siguiente|proximos|proximas|los proximos|las proximas|entrante
time:ago     hace
time:in      en|de|del|durante|ano|el ano|para|del ano|o|y|que
time:since   desde|a partir de|a partir del|desde el
time:after   despues de|despues del|tras|posterior a|posteriores a|posteriores al
time:before  antes de|antes del|anterior a|anteriores a|previo a|anteriores al
time:until   hasta|hasta el|a mas tardar|a mas tardar el
time:between entre|entre el|del|de|desde|desde el
time:to      y|a|al|y el|hasta|hasta el|hasta el dia
time:onwards en adelante|o despues
time:today   hoy
time:yesterday ayer
time:tomorrow manana
time:half    semestre|mitad
time:end     fin de|finales de|final de|fines de
time:start   principios de|inicio de|comienzos de
time:todate  en lo que va de ano|en lo que va del ano
time:suffix  o|a
ord:1        primer|primero|primera
ord:2        segunda|segundo|segundos
ord:3        tercera|tercero|tercer
ord:4        cuarta|cuarto
ord:5        quinta|quinto
num:1        uno solo|una sola|uno
num:2        dos|ambos|ambas
num:3        tres
num:4        cuatro
num:5        cinco
num:6        seis
num:7        siete
num:8        ocho
num:9        nueve
num:10       diez
num:12       doce
num:15       quince
num:20       veinte
num:30       treinta
num:50       cincuenta
num:100      cien|ciento
num:500      quinientos
num:1000     mil
num:2000     dos mil
num:5000     cinco mil
num:10000    diez mil
num:20000    veinte mil
num:50000    cincuenta mil
num:100000   cien mil
"""
