// Package llm finds statements with a language model, and believes none of them unseen.
//
// A model reads better than it copies: it names holders that no rule finds, and it also invents quotations. So it is shown
// numbered sentences and closed lists, answers in a fixed JSON form, and each of its records is checked against the text
// before it becomes a statement. [Extractor] talks to any endpoint that speaks the OpenAI chat protocol; [Both] joins it
// with the rule engine.
//
//	prompt.go     what the model is told (prompt.md), and the form of its answers
//	sentence.go   sentences, windows of a long article
//	client.go     requests: retries, time limits, how many at once, when to stop
//	fault.go      what an error of the endpoint means; retry.go, how long to wait
//	cache.go      answers kept on disk
//	cost.go       tokens and money: the estimate, the bill, the limit
//	read.go       a window: question, checks, one round of repair
//	ground.go     evidence: where it stands in the text, byte for byte
//	resolve.go    mentions: whom the codebook's matcher takes them for; people.go, persons whom the article introduces
//	check.go      records: what is accepted, and why the rest is not; guard.go, direction and mediation
//	both.go       rules and model together
//
// # What it promises
//
//   - Every quote is text[Start:End], byte for byte. Evidence that differs from the text in a letter or two is replaced by
//     what the text says; other evidence is refused. Nothing that an article says can make a record pass that fails a check.
//   - Names are resolved by the codebook's matcher, never by the model. Issues and stances are those of the lists.
//   - A record that is refused goes back to the model once, with the reason, and is then dropped; the reasons are counted.
//   - The same text, codebook, model and answers give the same findings in the same order; [Extractor.Fingerprint] changes
//     with the model, the prompt and the codebook.
//   - An answer that was paid for is kept: a load that is run again asks only what has not been answered yet.
//   - No more is spent than Config.MaxCost allows, given the prices and a server that keeps to the limit on output tokens.
//   - Neither the key nor article text appears in a log record or an error.
package llm
