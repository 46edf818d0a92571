"""Portuguese words; see `en` for the form."""

TABLE = """
ask:count    quantos|quantas|numero de|o numero de|quantidade de|quantas vezes|a quantidade de
ask:sum      quanto|que valor|qual o valor|quanto dinheiro|qual e o valor|quanto custa|quanto e|quanto foi
ask:list     mostra|mostre|mostrar|mostre-me|mostra-me|lista|liste|listar|me mostre|me mostra|da-me|me da|me de|busca|busque|encontra|quero ver|queria ver|quero|exibe|exiba|ver
ask:which    quais|qual|que
ask:what     qual e|qual|quais sao|o que|o que e|qual era|qual foi
ask:who      quem|de quem|para quem|quem e|a quem|quem sao
ask:where    onde|de onde|onde fica|onde esta|localizacao|aonde
ask:when     quando|em que data|que dia|qual a data|qual e a data
ask:share    que percentagem|percentagem|porcentagem|que porcentagem|que parte|proporcao|qual a percentagem|qual a porcentagem|participacao
ask:contact  contato|contacto|contactos|contatos|dados de contato
ask:about    detalhes|dados|informacoes|informacao|info|ficha|detalhes de|informacoes sobre|dados de|fale sobre|tudo sobre
ask:exist    ha|temos|existe|existem|sao|esta|tem|foi|era|tinha|estao
ask:diff     diferenca|diferenca entre|quanto mais|quantos mais|crescimento|aumento
ask:order    ordenado|ordenados|ordena|ordenar|ordenado por|ordenadas por|ranking
dir:desc     decrescente
dir:asc      crescente
agg:avg      media|medio|em media|valor medio|a media|ticket medio
agg:sum      total|soma|no total|ao todo|somam|totais|em conjunto|soma total
measure:money faturamento|faturacao|vendas|venda|receita|receitas|volume de negocios|gasto|gastou|gastaram|gasta|vendido|vendemos|faturado|faturamos|compras|gerou|gera|rendeu|faturou|facturacao|despendeu
verb:buy     comprou|compraram|comprado|compra|compram|encomendou|encomendas|pedidos|pediu|pedido|encomendaram
verb:get     recebeu|receberam|enviadas|recebido
measure:debt deve|devem|divida|dividas|nos deve|nos devem|a receber|deve ainda|devem ainda|devedor|devedores|saldo devedor
state:unpaid em aberto|nao pagas|nao paga|nao pago|por pagar|pendentes|pendente|abertas|aberta|por liquidar|nao pagos|ainda nao pagas|impagas|ainda em aberto|em divida|a pagar|sem pagamento|por cobrar
state:overdue vencidas|vencida|atrasadas|atrasada|em atraso|vencido
state:late   pagas com atraso|paga com atraso|pagas tarde|pagou tarde|pagas em atraso|pagas depois do vencimento|pagas apos o vencimento|com atraso|pagam com atraso
state:ontime pagas a tempo|pagas no prazo|a tempo|no prazo|pagas em dia
state:paid   pagas|paga|pago|liquidadas|quitadas|pagos
state:never  nunca comprou|nunca compraram|nao compraram nada|nunca pediram|sem compras|sem pedidos|sem encomendas|nunca encomendaram|nunca fizeram pedidos|nao compraram
super:max    maior|maiores|mais alto|mais alta|mais altas|mais cara|mais caras|melhor|melhores|maximo|maxima|principal|principais|mais importante|mais importantes|top|mais elevada
super:min    menor|menores|mais baixo|mais baixa|mais barata|pior|piores|minimo|minima|mais pequena|mais pequenas
super:many   a maioria|o maior numero de|mais|maior numero de|maior quantidade de
super:few    menos|o menor numero de|menor numero de
super:new    ultima|ultimas|ultimo|ultimos|mais recente|mais recentes|recentes
super:old    primeira|primeiras|primeiro|primeiros|mais antiga|mais antigas|mais antigo
comp:more    mais|maior|melhor
comp:less    menos|menor|pior
comp:than    versus|vs|contra|comparado com|compare|compara|em comparacao com|comparar
cmp:gt       mais de|acima de|superior a|superiores a|maior que|maiores que|maior do que|de mais de|maiores do que|mais do que
cmp:gte      pelo menos|no minimo|a partir de
cmp:lt       menos de|abaixo de|inferior a|inferiores a|menor que|menores que|de menos de|menos do que
cmp:lte      no maximo|ate
cmp:eq       exatamente
cmp:between  entre|de
cmp:post     ou mais
unit:money   euro|euros|dolar|dolares|reais|eur|usd
unit:grand   mil
unit:million milhao|milhoes
group:per    por|por cada|para cada|agrupado por|dividido por|em cada|agrupadas por
group:each   cada|cada um|cada uma|respectivamente
bucket:day   dia|dias
bucket:week  semana|semanas
bucket:month mes|meses|mensal|mensais
bucket:quarter trimestre|trimestres|trimestral
bucket:year  ano|anos|anual|anuais
neg:not      nao|exceto|excepto|fora de|fora da|fora do|menos os de|mas nao|salvo|sem contar
neg:without  sem|nenhum|nenhuma|nao tem|nunca|sem nenhuma
conj:and     e|bem como
conj:or      ou
pron:it      este cliente|esta fatura|ele|ela|dele|dela|seu|sua|isso|esse|essa|este|esta
pron:they    eles|elas|deles|delas|seus|suas|estes|estas|esses|essas|desses|dessas|destas
pron:each    cada um deles|cada uma delas|cada um|cada uma
cue:more     so|apenas|somente|e|e em|e para|e quanto a|so as|so os|agora|e no|e na|tambem|e os|e as
do:create    cria|crie|criar|adiciona|adicione|adicionar|novo|nova|registra|regista|cadastra|cadastre|insere|abre
do:remind    lembra-me de|lembre-me de|lembra-me|lembre-me|lembrete|me lembre de|me lembra de
do:update    muda|mude|altera|altere|alterar|atualiza|atualize|corrige|corrija|marca|marque|define|defina|renomeia|move|adia|foi paga|ja foi paga|mudar|coloca|coloque|passa
do:delete    apaga|apague|apagar|exclui|exclua|excluir|remove|remova|remover|elimina|elimine|deleta|delete
do:deactivate desativa|desative|desativar
do:activate  ativa|reativa
do:void      anula|anule|cancela|cancele
do:close     conclui|fecha
text:starts  que comecam com|comeca com|que comecam por|comecam com|comecando com|comeca por
text:contains que contem|contem|contendo|com a palavra
text:named   chamado|chamada|com o nome|intitulada
text:to      para|como|por|em|a
w:customer   cliente|clientes|comprador|compradores|empresa|empresas
w:invoice    fatura|faturas|factura|facturas|nota fiscal|notas fiscais|conta|contas
w:task       tarefa|tarefas
w:phone      telefone|numero de telefone|tel|telefones
w:email      email|e-mail|correio eletronico
w:address    endereco|morada|rua
w:city       cidade|cidades
w:region     regiao|estado|provincia|regioes
w:postal_code cep|codigo postal
w:country    pais|paises
w:code       codigo|codigo do cliente
w:name       nome|nomes
w:status     estado|status|situacao
w:total      valor|montante|total|soma|preco|valores|importe
w:number     numero|numero da fatura
w:issued     emitida|emitidas|data da fatura|data de emissao|data|emitimos
w:due        vencimento|vence|vencem|data de vencimento|vencia
w:paid       paga|pagas|data de pagamento|pagamento|pago|pagos
w:title      titulo|assunto
w:priority   prioridade
w:high       alta|urgente
w:low        baixa
w:active     ativo|ativos|ativa|ativas
w:inactive   inativo|inativos|inativa|inativas
w:void       anulada|anuladas|cancelada|canceladas
w:draft      rascunho|rascunhos
w:currency   moeda
all          todos|todas|tudo|todo|toda|todos os|todas as|ate agora|atualmente|ainda|ja|de sempre
stop         ou nao|dinheiro|o|a|os|as|um|uma|uns|umas|de|do|da|dos|das|em|no|na|nos|nas|num|numa|com|para|por|pelo|pela|ao|aos|nosso|nossa|nossos|nossas|meu|minha|eu|voce|nos|me|te|se|lhe|que|por favor|obrigado|obrigada|ola|oi|bom dia|e|sao|foi|foram|ser|estar|esta|estao|ha|ter|temos|tem|como|d
stop         pode|podes|poderia|posso|gostaria|quero|queria|saber|dizer|diga|diga-me|preciso|fazer|fez|vem|vindos|localizados|situados|sistema|registados|registrados|ali|aqui|assim|entao|diferentes|distintos|cujo|cuja|ficam|fica|sede|existem|nossa empresa|ate hoje
out:products produto*|artigo|artigos|estoque|inventario|categoria|categorias|armazem
out:people   funcionari*|empregad*|vendedor*|salario*|chefe|pessoa de contato
out:supply   fornecedor*|envio|envios|entrega|entregas|transportador*|frete
out:figures  lucro|lucros|margem|margens|desconto|descontos|iva|imposto|impostos|taxa de cambio|converter|converta|mediana|previsao|previsoes|prever|orcamento
out:writing  escreve|escreva|escrever|carta|poema|piada|traduz|traduza|resume|resuma|explica|explique|receita de|ideia|ideias|conselho|por que|porque|estrategia|sugere|sugira|cancao|discurso|redige|redija
out:world    tempo faz|clima|temperatura|noticias|capital|futebol|bolsa|que horas|presidente
out:actions  envia|envie|enviar|manda|imprime|imprima|senha|exporta|descarrega
out:unknown  fax|site|aniversario|nif|cnpj|setor
time:this    este|esta|atual|corrente|neste|nesta|deste|desta
time:last    ultimo|ultima|passado|passada|anterior|ultimos|ultimas|os ultimos
time:next    proximo|proxima|que vem|seguinte|proximos|proximas
time:ago     ha|atras
time:in      em|no|de|do|durante|ano|o ano|para|ou|e|que
time:since   desde|a partir de|desde o
time:after   depois de|depois do|apos|apos o
time:before  antes de|antes do
time:until   ate|ate o|ate ao|ate ao fim de
time:between entre|entre o|de|desde
time:to      e|a|ate|e o|ao
time:onwards em diante
time:today   hoje
time:yesterday ontem
time:tomorrow amanha
time:half    semestre|metade
time:end     fim de|final de|fim do
time:start   inicio de
ord:1        primeiro|primeira
ord:2        segundo|segunda
ord:3        terceiro|terceira
num:2        dois|duas|ambos|ambas
num:3        tres
num:4        quatro
num:5        cinco
num:6        seis
num:7        sete
num:8        oito
num:9        nove
num:10       dez
num:20       vinte
num:100      cem
num:1000     mil
num:2000     dois mil
num:5000     cinco mil
num:10000    dez mil
num:50000    cinquenta mil
num:100000   cem mil
"""
