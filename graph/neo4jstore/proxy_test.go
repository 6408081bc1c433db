package neo4jstore_test

import (
	"bytes"
	"sync/atomic"

	"github.com/Shopify/toxiproxy/v2/toxics"
)

// The toxics "commit" and "answer", which toxiproxy lacks, cut a connection exactly where a transaction is committed. They
// share what is to happen to the next commit: 0 nothing, 1 it never arrives, 2 it arrives and the answer is lost.
var cut, swallow atomic.Int32

func init() {
	toxics.Register("commit", new(commitToxic))
	toxics.Register("answer", new(answerToxic))
}

// commit is the message COMMIT as Bolt 5 sends it: a chunk of two bytes and the end of the message.
var commit = []byte{0, 2, 0xb0, 0x12, 0, 0}

// commitToxic looks for a commit on its way to the server.
type commitToxic struct{}

// Pipe implements [toxics.Toxic].
func (*commitToxic) Pipe(stub *toxics.ToxicStub) {
	pipe(stub, func(data []byte) bool {
		if !bytes.Contains(data, commit) {
			return true
		}
		next := cut.Swap(0)
		swallow.Store(next)
		return next != 1
	})
}

// answerToxic cuts the connection when an answer to such a commit comes.
type answerToxic struct{}

// Pipe implements [toxics.Toxic].
func (*answerToxic) Pipe(stub *toxics.ToxicStub) {
	pipe(stub, func([]byte) bool { return !swallow.CompareAndSwap(2, 0) })
}

// pipe passes data on until pass says no, and then ends the connection.
func pipe(stub *toxics.ToxicStub, pass func(data []byte) bool) {
	for {
		select {
		case <-stub.Interrupt:
			return
		case c := <-stub.Input:
			if c == nil || !pass(c.Data) {
				stub.Close()
				return
			}
			stub.Output <- c
		}
	}
}
