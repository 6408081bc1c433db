package suggest

// The words by which names, offices and phrases are told apart: common knowledge, in small letters.

// headRoles are offices that speak for a body.
var headRoles = wordSet(`president premier chancellor king queen prince emir sultan minister secretary spokesman spokeswoman spokesperson ambassador envoy
chief head leader commander general admiral colonel diplomat official representative chairman chairwoman director governor commissioner negotiator
adviser advisor aide emissary dictator strongman ruler coordinator delegate founder prosecutor officer`)

// ownRoles are offices whose holders speak for themselves.
var ownRoles = wordSet(`senator congressman congresswoman lawmaker legislator mp sen rep analyst professor expert scholar economist
activist author historian columnist lawyer journalist researcher strategist student resident fellow candidate pollster attorney blogger mayor doctor`)

// roleParts stand beside the head of an office: "deputy foreign minister".
var roleParts = wordSet(`prime foreign defense deputy vice finance interior special permanent economy trade energy health justice state press undersecretary
security national military army navy air armed political senior top international assistant under treasury homeland executive high european personal
information acting former ex outgoing new veteran majority minority house senate white secretary-general chief general council opposition rebel government
policy human rights relations affairs oil environment labor education transport agriculture intelligence party parliamentary joint supreme staff crown second elect executive`)

// courtesy titles stand before names of persons.
var courtesy = wordSet(`mr mrs ms dr sir lord lady col gen lt maj sen rep gov capt adm sgt rev sheikh judge justice captain major colonel general president senator ayatollah
congressman congresswoman prof professor imam cardinal bishop pope archbishop secretary minister chancellor premier king queen prince princess emir governor speaker
chairman ambassador representative attorney`)

// formerWords say that an office is over: its holder speaks for nobody.
var formerWords = wordSet("former ex onetime retired late")

// bystanders are those whom articles quote and who take no side: reporters and witnesses.
var bystanders = wordSet(`journalist reporter editor photographer correspondent bureau author publisher witness resident student farmer columnist
blogger pollster neighbor doctor lawyer mother father son daughter brother sister wife husband teacher shopkeeper anchor host producer novelist historian`)

// firstNames are common words that are first names as well.
var firstNames = wordSet("mark bill will rich grant jack frank art may rob drew rose grace faith hope joy dick pat sue gene ray chase chuck bob guy dean lance miles pierce max")

// groupWords and bodyWords end or begin the names of groups and of organisations.
var (
	groupWords = wordSet(`front army brigade brigades movement party coalition militia alliance opposition rebels rebel brotherhood resistance guard guards
militants islamists tribe tribes friends democrats republicans conservatives liberals kurds battalion fighters democrat insurgents congress caucus`)
	bodyWords = wordSet(`council organization association union committee commission agency bank institute foundation fund center court league federation
society board authority network university group company corporation corp inc forum observatory chamber campaign office centre watch international
coalition initiative mission information research consultancy consulting associates magazine church mosque ministry department bureau parliament conference club trust service services assembly congress senate house exchange administration`)
	// stateWords make a name of a state's own body, which already stands for the state.
	stateWords = wordSet(`ministry government parliament embassy cabinet consulate presidency foreign treasury pentagon navy police state`)
)

// notActors are capitalised words that are no names of actors: days, months, feasts, media, words of address.
var notActors = wordSet(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
december jan feb mar apr jun jul aug sep sept oct nov dec i mr mrs ms ramadan christmas easter god allah internet twitter facebook youtube google
reuters afp ap cnn bbc nbc abc cbs npr msnbc pbs upi xinhua guardian telegraph post times journal bloomberg politico tribune newsweek cnbc buzzfeed vox axios sana irna itar kyodo yonhap mena dpa efe tanjug
english french arabic gmt est edt utc am pm dvd tv copyright photo image video editor editors related read sunday-times jazeera arabiya tass interfax ria novosti
north south east west northern southern eastern western arab muslim christian islamic jewish sunni shiite alawite kurdish
islam christianity judaism act resolution article section chapter amendment treaty agreement accord plan summit day prize award operation hurricane
street avenue square palace airport mountain mountains river sea gulf bay island islands port province county district valley boulevard road bridge hotel hospital
war revolution spring`)

// unnamed follow a hyphen and are no part of a name: "Chile-based".
var unnamed = wordSet(`based led backed born style held controlled dominated run area era wide appointed speaking area majority ruled funded sponsored allied owned made bound mediated brokered friendly loyalist like`)

// speech is what somebody does who can hold a stance.
var speech = wordSet(`say tell add warn urge insist argue note claim state announce declare ask write call accuse demand promise pledge vow condemn criticize
praise welcome reject oppose support back deny believe want propose threaten defend denounce agree refuse complain suggest acknowledge stress`)

// media name reporters: "the BBC's Ann Lee".
var media = wordSet("reuters afp ap cnn bbc nbc abc cbs npr msnbc pbs fox guardian telegraph times post journal bloomberg politico jazeera arabiya")

// calendar words may follow a name.
var calendar = wordSet("monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december")

// longTitles are the words that short titles stand for.
var longTitles = map[string]string{"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel", "lt": "lieutenant", "prof": "professor", "capt": "captain"}

// inverted are forms of speech verbs that stand before their subject: "said Ann Lee".
var inverted = wordSet("said says added adds warned wrote asked argued insisted noted explained")

var placePrepositions = wordSet("in at near from outside inside around across toward towards to into throughout")

// functionWords begin sentences and fill phrases; they carry no sense of their own.
var functionWords = wordSet(`a an the of to for in on at by with from over into against and or but that this these those his her its their our your my any some no such
it he she they we you i as is are was were be been being am has have had having do does did will would should must can could may might not nor so than then there
here all both each every many much more most other another one two three four five six seven eight nine ten what which who whom whose when where while if because
since until after before during under through off out up down about among between without within also only just too very even still yet already again once however
meanwhile although though despite instead later earlier today yesterday tomorrow now never ever always perhaps maybe yes like unlike yet asked according speaking
them him us me himself herself itself themselves own same how why whether well back upon per via amid near`)

var particles = wordSet("al el bin ibn de van der von den da di du la le abu ben ad as ash bint ul")

var inName = wordSet("of for and the on")
