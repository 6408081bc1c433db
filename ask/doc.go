// Package ask reads plain English questions about a graph and answers them with evidence.
//
// A question becomes a [Question]: a kind, actors, issues, stances and dates, found with the same matcher and stance words
// with which articles are read. From it follow the answer, read from the store in a fixed number of calls, and the GraphQL
// query that asks for the same. What is not understood is never guessed at: the error then says which words were not, which
// names come near them, and what can be asked.
//
// The kinds of question:
//
//	who opposes arming the rebels (in April 2011)?      who supports / mediates / is undecided on …
//	what is Russia's position on the air strikes (in May 2011)?
//	does Italy support arming the rebels?
//	what does Germany oppose?
//	who changed position on arming the rebels?          has Italy changed its position on …
//	what did Lavrov say about the air strikes?
//	what does Libya say that Qatar does?
package ask
