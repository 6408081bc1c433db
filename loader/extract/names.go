package extract

import "strings"

// female reports whether a full name begins with a name that news gives to women only.
func female(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return femaleNames[first]
}

var femaleNames = set(`hillary theresa angela catherine condoleezza susan samantha nancy sarah lucy joanna letitia gina chrystia basma bassma navi navanethem valerie
victoria elizabeth mary michelle kamala nikki janet kirstjen ursula federica christine julia dilma cristina kathleen maria marine nicola arlene anna jane kate laura
lisa linda barbara patricia jennifer karen margaret ruth amy elena sonia diane dianne olympia claire kirsten tammy tulsi loretta oana ellen emily emma alice helen
rosa rachel rebecca betsy elaine heidi lindsey-ann melania ivanka ann anne annie carol caroline charlotte cindy debbie denise donna dorothy eva fatima frances gabrielle
gloria grace hannah harriet ilhan alexandria ayanna rashida irene jacinda jill joan josephine joyce judith judy julie katherine kelly leila lynn madeleine
malala martha maxine megan melissa monica natalie noura olga pamela paula penny priti rita robin-ann rosemary sally sandra sharon sheila shirley sophie stella
stephanie suzanne sylvia teresa tessa ursula vera virginia wendy winnie yulia yvonne zainab hua radhika asma bouthaina kayleigh dana jen psaki`)

// givenName reports whether a word, in lower case, is a common given name and hardly ever anything else.
func givenName(word string) bool {
	return femaleNames[word] && word != "psaki" && word != "virginia" && word != "victoria" || maleNames[word]
}

var maleNames = set(`aaron abdel abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alec alejandro alex alexander alexei alfred ali allan allen alvaro amr anatoly anders
andrea andreas andrei andres andrew andy antonio anthony anton antoine arnold arthur arturo ashraf barry bart bashar ben benjamin bernard bernie bert bill bob boris brad
brendan brent brett brian bruce bruno bryan carl carlo carlos cedric cesar charles charlie chris christian christoph christophe christopher chuck claude clive colin craig
cyril dan daniel darren dave david dean denis dennis derek dick didier diego dimitri dimitris dirk dmitri dmitry dominic don donald doug douglas duncan dustin dylan earl ed eddie
edgar eduardo edward edwin elias elliott emmanuel enrique eric erik ernest ernesto eugene evan farhan felipe felix fernando francis francisco francois franco frank franz fred
frederic frederick fredrik gabriel gareth gary gavin gene geoff geoffrey george georges gerald gerard gerhard gilbert giles giorgio giovanni giuseppe glenn gordon graham greg gregory
guido guillermo gunter gustavo guy hamid hank hans harold harry harvey hassan hector heinrich henri henry herbert herman howard hubert hugh hugo hussein ian ibrahim igor imran
isaac ivan jack jacob jacques jaime jake james jamie jan jared jason javier jay jean jeff jeffrey jeremy jerome jerry jesse jesus jim jimmy joachim joao joe joel joerg johan johannes
john johnny jon jonathan jorge jose josef joseph josh joshua juan juergen jules julian julien julio justin karl karim keith ken kenneth kevin khaled khalid klaus konstantin kurt kyle lamar larry
lars laurence laurent lawrence lee leo leon leonard leonid leonardo lindsey lloyd lorenzo louis luc luca lucas luigi luis luke mahmoud mahmud manuel marc marcel marcelo marcos marcus mario
marko martin marvin massimo matt matteo matthew matthias maurice max maxim michael michel miguel mikael mike mikhail mitch mitt mohamad mohamed mohammad mohammed morgan moshe moussa
muhammad murat mustafa nabil nathan nathaniel neal neil nelson newt nicholas nick nicolas nigel nikolai nikolas nikos noah noel norbert norman olaf oleg oliver olivier omar orrin oscar osama otto owen
pablo paolo pascal pat patrick paul paulo pavel pedro per peter petr petro phil philip philippe phillip pierre piotr rafael rahm ralph ramon rand randall randy ray raymond raul ricardo
richard rick ricky robert roberto robin rod rodrigo roger rogers roland ron ronald rory ross roy ruben rudolf rudy rupert russell ryan salman salvador sam samir samuel saul scott sean sebastian serge
sergei sergey sergio seth shaun sherrod shinzo sidney silvio simon spencer stanley stefan stefano stephane stephen steve steven stewart stuart sven tariq ted terence terry theodore
thierry thomas tim timothy toby todd tom tomas tommy tony travis trent trevor tyler ulrich vadim victor viktor vincent vitaly vladimir volker walid walter warren wayne werner wilbur wilfried
wilhelm william willie winston wolfgang xavier yasser yuri yusuf yves zachary`)
