"""English words. One line per concept: the concept, then its phrases between bars; `*` ends a stem."""

TABLE = """
ask:count    how many|number of|the number of|total number of|count|count of|count up|nr of|no of|how many different|tally|quantity of|how often|how many times
ask:sum      how much|how big|how high|how large|what amount|how expensive|what is the amount|what sum|how much money|how valuable|for how much
ask:sum      what amount of money|how many dollars|how many euros|how many bucks|the size of|size of|how much in total|worth of|what are the figures
ask:list     show|show me|list|list of|display|give me|gimme|get me|get|find|find me|see|print|pull up|bring up|name|enumerate|i need|i want|i want to see|let me see|look up|fetch|names of|search
ask:list     chart|chart of|a chart of|draw|draw me|draw a chart of|draw a graph of|draw me a chart of|plot|plot of|plot the|graph|graph of|bar chart of|line chart of|pie chart of|diagram of|chart for|chart showing|make a chart of|show a chart of|show me a chart of|as a chart|as a graph|in a chart|visualise|visualize
ask:list     i would like to see|id like to see|overview of|tell me|can i see|may i see|pull|dig up|dig out
ask:which    which|which of|which ones|which one
ask:what     what|whats|what is|what are|what was|what were|what did|what does|what do
ask:who      who|whom|whose|who is|whos|for whom|to whom
ask:where    where|wheres|where is|where are|whereabouts|located|location|based|situated|sit|where does|where do
ask:when     when|whens|what date|which date|what day|which day|on what date|on which day
ask:share    what portion|portion of|portion|what share|what percentage|what percent|percentage of|percent of|share of|what proportion|proportion of|what fraction|fraction of|percentage|percent|how many percent
ask:share    what part of|in percent|as a percentage|as percentage|as a share|share|proportion
ask:contact  contact details|contact data|contact information|contact info|how can i reach|how do i reach|how to reach|reach|contact|get in touch with|get hold of
ask:about    tell me about|details|details of|details on|detail|information on|info on|info about|info for|information about|information|info|what do we know about|what do you know about|everything about|all about|everything we have on
ask:about    data of|data on|data for|record of|record for|profile of|look like|summary of|master data|describe|card of
ask:exist    is there|are there|do we have|have we got|have we|any|do we have any|is there any|are there any|have we any|do you have|got any|is|are|was|were|did|does|do|has|have|had
ask:diff     difference between|difference|the difference|how much more|how much less|how much bigger|how much higher|how many more|how many fewer|by how much|gap between|gap|growth|grow|grew|increase|change from
ask:order    sort|sorted|sorted by|sort by|order by|ordered by|order them|ranked by|rank|rank by|ranked|ranking of|ranking|arrange by|sort them by|sort these by|sort them|sort those
dir:new      newest first|latest first|most recent first
dir:old      oldest first|earliest first
dir:desc     descending|highest first|largest first|biggest first|desc|from highest to lowest|high to low|in descending order
dir:asc      ascending|lowest first|smallest first|asc|alphabetically|from lowest to highest|low to high|in ascending order
agg:avg      average|avg|mean|on average|in average|averages|typical|averaged|average size of
agg:sum      total|sum|sum of|add up to|adds up to|add up|altogether|in all|in total|totals|combined|sum total|grand total|total up|come to|comes to|came to|amount to|amounts to|overall|all together|total amount|total value|total sum
agg:sum      totalling|totaling|sum up|all in all|cumulative|the total of|total of|tot up to|how much do they total|make in total|put together|taken together
out:figures  median|standard deviation|variance|percentile|forecast|predict|prediction|projection|project*ed|trend|correlat*
measure:money revenue|revenues|turnover|sales|income|takings|earnings|earned|earn|sold|sell|selling|spent|spend|spends|spending|billed|billings|invoiced|brought in|bring in|brings in|make|made|business|generated|generate|generates
measure:money revenue total|sales total|sales volume|money in|gross sales|volume of business|buy for|bought for|ordered for|purchase volume|sales figures|sales figure|invoiced amount|charged|charge|order volume|contribute|contributed|grossed|invoice volume
measure:money worth to us|amounts invoiced|pay us|paid us|sales numbers|cash in|contributed to|pull in|pulled in|bringing in|purchase amount|customer value
verb:buy     bought|buy|buys|buying|ordered|order|orders|purchase|purchased|purchases|shopped|shop|placed an order|place an order|did business|traded with us|traded|buyers|bought from us|anything|something|nothing|received an invoice
verb:get     get|got|gets|getting|receive|received|has|have|had|belong to|belongs to|belonging to|send|sent|issued to|going to|went to|go to|made to
measure:debt owe|owes|owed|owing|owe us|owes us|debt|debts|indebted|receivable|receivables|in arrears|arrears|still to pay|has to pay|have to pay|yet to pay|left to pay|must still pay|outstanding balance|open balance|due to us|behind on|be paid
measure:debt still waiting for|waiting for|unpaid balance|amount outstanding|amount open|still owe|still owes|payments outstanding|behind with|in default|balance due|outstanding amount
state:unpaid unpaid|not paid|not yet paid|open|outstanding|unsettled|still open|still unpaid|pending|due and unpaid|not been paid|hasnt been paid|havent been paid|wasnt paid|werent paid|isnt paid|arent paid|unpaid yet|not settled|hasnt paid|havent paid
state:unpaid still outstanding|no payment|without payment|to be paid|waiting for payment|awaiting payment|didnt pay|did not pay|never paid|have not paid|has not paid|not yet been paid|not cleared|yet to be paid|has not been paid|have not been paid
state:unpaid still not paid|uncleared|money is missing|remain unpaid|remains unpaid|remains open|remain open|not fully paid|unpaid so far|is owed|are owed|still owed
state:overdue late|running late|overdue|past due|delinquent|late paying|too late|past their due date|past its due date|over due|past the due date
state:late   paid late|paid too late|late payments|late payment|paid after the due date|paid after due date|paid after their due date|paid after its due date|settled late|pay late|pays late|late payer|late payers|paying late|paid past the due date
state:late   paid past due|after the due date|payment was late|paid with delay|paid behind schedule|were late|was late|been late|being late|paid belatedly|settled after the due date|late paid|pays us late|slow payer|slow payers
state:ontime paid on time|paid in time|on time|in time|punctually|paid punctually|paid before the due date|paid by the due date|paid within terms|settled on time|paid within the due date
state:paid   settled|already paid|been paid|cleared|was paid|were paid|is paid|are paid|payment received|paid up|fully paid
state:never  never bought|never ordered|never bought anything|never ordered anything|not bought anything|not ordered anything|bought nothing|ordered nothing|never purchased|never purchased anything|no purchases|without purchases|never invoiced|never been invoiced|no orders
state:never  without orders|without any orders|never billed|did not buy|didnt buy|havent bought|have not bought|not ordered|havent ordered|did not order|didnt order|not bought|no business|hasnt ordered|hasnt bought|has not bought|never placed an order|not yet ordered
state:never  not been invoiced|not been billed|bought anything yet|no sales|no revenue|never spent anything|spent nothing|never got|never received|never had|not buy anything|not order anything|didnt buy anything|didnt order anything|without sales|without revenue
state:never  without any sales|without any revenue|not a single
super:max    second best|next best|third best|runner up|runner-up|largest|biggest|highest|most expensive|greatest|maximum|max|best|biggest ever|top|leading|strongest|huge|most valuable|priciest|best selling|hottest|most important|number one|main|record|dearest|heaviest|most money|steepest
super:max    highest value|bigger ones|best performing|busiest|peak|most active|favourite|favorite|best ever|maximal|most lucrative
super:min    smallest|lowest|minimum|min|cheapest|worst|weakest|bottom|tiniest|poorest|slowest|quietest|lowest value|minor|least money|least important|minimal|lightest
super:many   most|the largest number of|the highest number of|largest number of|highest number of|the biggest number of|majority of|most of|most of our|greatest number of
super:often  most often|most frequently|most frequent|most regularly|most times
super:few    fewest|least|lowest number of|the lowest number of|smallest number of|least often|the smallest number of
super:new    latest|newest|most recent|last|recent|most recently|youngest|lately|recently|last ever
super:old    oldest|earliest|first|first ever|very first|longest outstanding
comp:more    more|bigger|higher|larger|better|greater|more than|rather
comp:less    less|fewer|smaller|lower|worse|cheaper
comp:than    than|versus|vs|compared to|compared with|compare|against|in comparison to|in comparison with|comparison of|comparison|comparing
cmp:gt       over|above|more than|greater than|bigger than|larger than|higher than|exceeding|exceed|exceeds|in excess of|beyond|upwards of|north of|bigger|larger|exceeded|worth more than|of more than|costing more than|surpassing|topping|greater|for more than|no less and more than
cmp:gte      at least|minimum of|not less than|no less than|min|from|or more than|a minimum of|not under|not below
cmp:lt       under|below|less than|smaller than|lower than|fewer than|cheaper than|short of|beneath|south of|worth less than|of less than|inferior to|for less than
cmp:lte      at most|up to|maximum of|no more than|not more than|not over|max|a maximum of|not exceeding|within|not above
cmp:eq       exactly|equal to|equals|of exactly|precisely|amounting to
cmp:between  between|ranging from|in the range of|in the range|anywhere between|somewhere between|from
cmp:about    about|around|roughly|approximately|circa|ca|nearly|almost
cmp:post     or more|and more|or above|and above|or higher|and up|or over|and over|upwards
cmp:postlt   or less|and less|or below|and below|or lower|or under|and under|or fewer
unit:money   dollar|dollars|bucks|usd|us dollars|euro|euros|eur|quid|pounds|gbp
unit:grand   grand|thousand|k
unit:million million|millions|mio
group:per    per|by|for each|for every|broken down by|split by|grouped by|break down by|breakdown by|split per|in each|of each|from each|distribution by|group by|split up by|according to|divided by|distributed by|spread over|spread across|distributed over
group:per    break that down by|break it down by|break this down by|break them down by|break those down by|split that by|split it by|split that up by|broken down|break it down|break that down|by each|across|separately for|distributed across|split across|separated by|distribution of|breakdown|break down|split|broken down per|broken down
group:each   each|every|each of|respectively|individual|per head|apiece|individually
group:all    by customer name
bucket:day   day|daily|days
bucket:week  week|weekly|weeks
bucket:month over the months|each month|every month|a month|month on month|month|monthly|months|month by month|month over month|each month
bucket:quarter over the quarters|each quarter|every quarter|quarter|quarterly|quarters|quarter by quarter
bucket:year  over the years|each year|every year|per annum|year on year|year|yearly|years|annual|annually|year by year|year over year|calendar year
neg:not      neither|nor|not|except|excluding|but not|other than|except for|apart from|outside|outside of|without|non|arent|isnt|exclude|besides|aside from|minus|everything but|everywhere but|all but|not in|not from|leaving out|leave out|beyond|dont|doesnt
neg:without  without|without any|with no|have no|has no|had no|dont have|dont have any|do not have|do not have any|lacking|no|lack|lacks|missing|who have no|that have no|having no|never had|never had any|with zero|zero|never|doesnt have|does not have|not have|havent|hasnt
neg:without  not got|havent got|havent any|not have any|didnt have|did not have|never have|didnt get|not received|not get any|didnt receive|empty
conj:and     and|as well as|plus|&|along with|together with|both
conj:or      or|either
pron:it      it|its|this|that|this one|that one|this customer|that customer|him|her|his|the same|same customer|the same one|this invoice|that invoice|this bill|that bill|this client|that client|this account|that account|she|he
pron:they    they|them|their|these|those|the ones|of them|of these|of those|all of them|these ones|those ones|theyre|among them|from these|of those ones|all of these|these customers|those customers|these invoices|those invoices|those clients|these clients
pron:they    those bills|these bills|which of them|which of these|which of those|from those|among those|among these|they all
pron:each    each of them|each of those|each of these|every one of them|each one|each one of them|every one of those
pron:one     one|ones
cue:more     only|just|and|what about|how about|same for|the same for|and for|and what about|and how about|now|now for|then|and now|also|but|narrow down to|narrow to|narrow it down to|filter|filter by|limit to|restrict to|of which|keep|keep only|same question for|ok and|okay and|instead
cue:more     and in|and the|and how many|and how much|what if|same thing for|same but for|same again for|drop|leave only|restricted to|limited to|and only|but only|make that|make it
do:create    create|add|new|register|set up|make a|make an|make a new|enter|insert|open a|open an|open a new|raise|raise a|set up a|put in|log a|record a new|make me a|onboard|start a|write an invoice|issue an invoice|issue a bill|issue invoice|sign up|save a new
do:create    a new|add a|add a new|make new|create a|create an|create a new|schedule|plan|book|enter a|enter a new|put a|note down|note|write down|jot down|need a new|put down
do:remind    remind me to|remind me that|remind me|remind us to|reminder|reminder to|todo|to do|to-do|dont let me forget to|i need to remember to|i have to|we need to|we must|we should
do:update    set|change|update|correct|edit|modify|fix|adjust|amend|replace|rename|mark|flag|move|relocate|switch|make|turn|put|alter|record|register|note|enter|book|assign|shift|postpone|extend|push|push back|delay|reschedule|bring forward|raise|lower|declare
do:update    should become|must become|should be set to|need to become|to become|has been|have been|is now|are now|has a new|have a new|new|became|becomes|should be|must be|needs to be|should read|is no longer|are no longer|was|has|got a new|has changed|changed|has changed to|treat|transition|log|save|put down|are moving|has moved|have moved|moved
do:delete    delete|remove|erase|drop|get rid of|throw out|wipe|kick out|purge|trash|scrap|discard|bin|eliminate|throw away|take out|clear out
do:deactivate deactivate|disable|inactivate|suspend|block
do:activate  activate|reactivate|enable|re-activate|unblock
do:void      void|cancel|annul|write off|storno
do:close     finish|complete|close|tick off|check off|resolve|done with
do:pay       settle|settled|pay|paid
text:starts  starting with|start with|starts with|beginning with|begin with|begins with|whose name starts with|that start with|with initial|initial letter|starting in
text:contains containing|contain|contains|including|include|includes|with the word|having the word|named like|called something with|matching|match|with the name|whose name contains
text:named   called|named|titled|entitled|by the name of|by the name|with the name|with name|known as
text:to      to|into|as|is|=|:|becomes|now
w:customer   late payers|late payer|slow payers|slow payer|defaulters|customer|customers|client|clients|account|accounts|buyer|buyers|purchaser|purchasers|company|companies|shopper|shoppers|clientele|firm|firms|patron|patrons|business partner|business partners|debtor|debtors|payer|payers|customer base|custumer|custumers|business customers
w:invoice    invoice|invoices|bill|bills|invoicing|billing|invoice documents|sales invoice|sales invoices|receipt|receipts
w:task       task|tasks|todos|to-dos|to do|todo|action item|action items|reminders|to dos
w:phone      phone|telephone|tel|phone number|telephone number|phone no|fone|call number|phone numbers|telephone no|tel no|number to call|number to ring|tel number|contact number|phonenumber
w:email      email|e-mail|mail|email address|e-mail address|mail address|emails
w:address    address|street|street address|postal address|full address|addresses|street name|mailing address|whole address
w:city       city|town|cities|towns|municipality
w:region     region|state|province|regions|states|provinces|county
w:postal_code zip|zip code|postcode|post code|postal code|zipcode|postal codes|zips|plz|postcodes|zip codes
w:country    country|countries|nation|nations|land|market|markets
w:code       code|customer code|customer id|short code|account code|id|key|customer number|identifier|customer key|account number|account id
w:name       name|spelling|names|full name|company name|customer name
w:status     status|state|standing|condition|statuses
w:total      size|amount|total|value|sum|price|worth|cost|invoice amount|invoice total|amounts|totals|costs|cost of|figure|sums|bill amount
w:number     number|invoice number|invoice no|numbers|invoice numbers|no|nr|bill number
w:issued     issued|issue date|invoice date|dated|billed on|date of issue|date|issuing date|invoiced on|raised|written|created|sent out|issue|issued on|billing date|made out|drawn up|put out
w:due        due|due date|deadline|payable|fall due|falls due|fell due|falling due|due dates|come due|comes due|coming due|become due|payment deadline|expire|maturity
w:paid       paid|payment date|date of payment|paid on|settled on|date paid|payment|pay|pays|settle|came in|payments|paid in|been settled|got paid|get paid|gets paid
w:title      title|subject
w:description description
w:assignee   assignee|assigned to|responsible|in charge|owner|assigned|handled by
w:priority   priority|urgency
w:high       high|urgent|important|urgently|top priority
w:low        low|unimportant
w:notes      notes|remark|remarks|comment|comments
w:active     active|in use
w:inactive   inactive|not active|no longer active|not active any more|dormant|not active anymore|disabled|deactivated|closed
w:lead       leads|lead|prospect|prospects
w:done       done|finished|completed
w:in_progress in progress|ongoing|under way|being worked on|started
w:cancelled  cancelled|canceled
w:void       void|voided|cancelled|canceled
w:draft      draft|drafts
w:currency   currency|currencies
all          anyone|anybody|all|all the|all of|entire|complete|whole|full|everything|everyone|everybody|altogether|so far|ever|all time|of all time|to date|over all years|overall|since the beginning|over time|in history|existing|there are|currently|at the moment|right now|at present|today as of now|as of today|till now|until now|already|yet|still|at all
stop         or not|sorry|wise|of the two|of these two|ring|ring up|forgot|forget|remember|produced|the|a|an|of|for|in|on|at|with|our|my|we|us|you|your|i|me|to|from|be|been|being|can|could|would|should|will|shall|may|might|please|pls|plz|thanks|thank you|hi|hello|hey|dear|ok|okay|so|well|there|that|which|as|by|into|if|up|out|it is|one of
stop         give|gave|given|let|lets|need|want|know|like|love|wish|tell|say|said|much|many|some|somebody|someone|into|about|during|within|under|look|looking|looks|located|living|live|lives|come|comes|coming|came|go|goes|going|went|put|belonging|belongs|registered
stop         behind|wrong|how|stand|stands|stand for|stands for|serve|serves|served|supply to|quick|quickly|question|wondering|wonder|curious|check|actually|exactly|kindly|just|really|then|again|maybe|perhaps|could you|can you|would you|do you know|tell us|also|too|together|own|such|those who|the ones who|kind of|sort of|respective|them all|ones that|whether
stop         stored|on file|on record|in the system|in our system|in the database|in our database|in our books|on our books|recorded|listed|documents|document|with us|from us|us so far|for us|currently have|the following|of ours|figures|figure|value|values|data|records|record|entry|entries
stop         am|im|id|ill|ive|theres|heres|thats|s|t|d|m|re|ve|ll|etc|eg|ie|both|company|companys|number|numbers|their own|people|person|guy|guys|folks|man|team|side|level|basis|terms|regard|respect|case|per cent|dollar|us dollar|money|period|range|time|times|date|dates|place|happen|happened
stop         mean|means|called|named|name|single|specific|certain|given|particular|corresponding|relevant|compare|used|use|using|seen|see|shown|show|single one|various|different|distinct|unique|separate|actual|present|current|so much|that much|else|more details|further|additional|year to date|over|across|through|via
out:products product|products|item|items|article|articles|goods|stock|inventory|warehouse|sku|order line|order lines|line items|category|categories|beverage|beverages|buy most|cheese|unit price|units|pieces|catalogue|catalog|assortment|merchandise|brand|brands
out:people   employee|employees|salesperson|sales rep|sales reps|staff|colleague|colleagues|manager|managers|salary|salaries|boss|ceo|owner|contact person|contact name|contact persons|salespeople|hire|vacation|holiday|payroll|seller|birthday|contact names|agent|agents|hr
out:supply   supplier|suppliers|vendor|vendors|shipper|shippers|shipping|shipped|delivery|deliveries|freight|carrier|shipment|shipments|tracking|deliver|delivered|ship|parcel|courier|logistics
out:figures  market share|what will|how much will we|will revenue|will sales|will turnover|will our|profit|profits|margin|margins|cost price|discount|discounts|vat|tax|taxes|ebitda|cash flow|cashflow|budget|forecast|prediction|exchange rate|convert|interest|interest rate|dunning fee|profitability|expenses|expense|balance sheet|loss|bank account|iban|credit limit|credit rating
out:figures  churn|satisfaction|complaint|complaints|rating|ratings|review|reviews|bankrupt|conversion rate|profitable|stock price|share price|gdp|population|inhabitants|inflation|quota|contract|contracts|subscription|next year's|will be next
out:writing  write|compose|draft an|letter|essay|poem|story|song|joke|translate|summarise|summarize|explain|email to|an email|newsletter|slogan|recipe|code for|python|script|haiku|blog|speech|presentation|press release|brainstorm|ideas|idea|suggest|advice|advise|recommend|strategy|opinion
out:writing  should we|why|reason|reasons|how can we|how do we|how could we|what should|improve|plan for|think|analyse|analyze|analysis|swot|campaign|marketing|website|logo|picture|image|chart of the world|linkedin|tweet|apology|congratulate|phrase|wording|reword|proofread|pitch
out:world    weather|temperature|news|president|capital of|capital|football|stock market|time is it|what time|the meaning|meaning of life|distance|flight|flights|hotel|restaurant tip|who won|world cup|election|wikipedia|bitcoin|moon|sun|movie|film|book a|music|tallest|mayor|language is spoken
out:actions  send|mail to|send out|print out|backup|password|passwords|user account|log in|login|logout|permission|permissions|role of|roles|upload|download|attach|attachment|phone call to|text message|sms|whatsapp|export|pdf|call them|meeting|meetings|calendar|appointment
out:unknown  how old|fax|fax number|website of|homepage|url|vat number|tax id|vat id|date of birth|gender|age|contact title|iban of|opening hours|industry|sector|payment method|payment terms|credit card|bank
time:this    this|current|the current|the present|the running|running
time:last    last|previous|past|preceding|prior|the last|the past|the previous|most recent
time:next    next|coming|following|upcoming|the coming|the next|the following
time:ago     ago|back|earlier
time:in      in|for|during|of|year|from|throughout|within|the year|and|or|vs|versus|than|to
time:since   since|starting|as of|beginning|from|ever since|starting from|starting in
time:after   after|later than|past|following|newer than|more recent than
time:before  before|prior to|earlier than|ahead of|older than|pre
time:until   until|till|up to|no later than|by|at the latest|up until|not later than|up to and including|through|no later
time:between between|from|anywhere between
time:to      to|and|until|till|through|-|–|up to|thru
time:onwards onwards|onward|or later|and later|and after|on
time:today   today|todays|now|right now|this day
time:yesterday yesterday|yesterdays
time:tomorrow tomorrow|tmrw|tomorrows
time:half    half|half-year|half year|semester|semesters
time:end     end of|the end of|by the end of
time:start   start of|the start of|the beginning of|beginning of
rel:next     the year after|the following year|the year after that|the next year|the month after|the following month|the month after that|the quarter after|the following quarter|the following one|one year later|a year later|the next one
rel:last     the year before|the previous year|the year before that|the month before|the previous month|the preceding year|the quarter before|the previous quarter|one year earlier|a year earlier|the prior year
time:todate  year to date|ytd|so far this year
time:suffix  st|nd|rd|th
ord:1        first|1st|one
ord:2        second|2nd|runner up|runner-up|next best|second best
ord:3        third|3rd
ord:4        fourth|4th
ord:5        fifth|5th
ord:6        sixth
ord:7        seventh
ord:8        eighth
ord:9        ninth
ord:10       tenth
num:0        zero
num:1        one|a single
num:2        two|both|a couple of|a pair of|couple of|pair of
num:3        three
num:4        four
num:5        five
num:6        six
num:7        seven
num:8        eight
num:9        nine
num:10       ten
num:11       eleven
num:12       twelve|a dozen|dozen
num:15       fifteen
num:20       twenty
num:25       twenty five|twenty-five
num:30       thirty
num:50       fifty|half a hundred
num:100      hundred|a hundred|one hundred
num:200      two hundred
num:300      three hundred
num:500      five hundred
num:1000     thousand|a thousand|one thousand|a grand|one grand
num:2000     two thousand
num:3000     three thousand
num:5000     five thousand
num:10000    ten thousand
num:20000    twenty thousand
num:50000    fifty thousand
num:100000   hundred thousand|a hundred thousand|one hundred thousand
num:1000000  a million|one million
"""
