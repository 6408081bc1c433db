package extract

import (
	"context"
	"testing"

	"stancegraph/graph"
)

func TestHeldOn(t *testing.T) {
	for _, tc := range []struct {
		name      string
		published graph.Date
		text      string
		want      graph.Date
	}{
		{"publication", "2014-05-08", "Peru opposes the sound toll.", "2014-05-08"},
		{"weekday", "2014-05-08", "Peru rejected the sound toll on Tuesday.", "2014-05-06"},
		{"the same weekday is today", "2014-05-08", "Peru rejected the sound toll on Thursday.", "2014-05-08"},
		{"last weekday", "2014-05-08", "Peru rejected the sound toll last Thursday.", "2014-05-01"},
		{"weekday of the verb of saying", "2014-05-08", "Peru said on Monday that it opposed the sound toll.", "2014-05-05"},
		{"weekday behind the verb", "2014-05-08", "Peru said Monday that it opposed the sound toll.", "2014-05-05"},
		{"another verb's weekday", "2014-05-08", "Peru, which held a vote on Monday, opposes the sound toll.", "2014-05-08"},
		{"future", "2014-05-08", "Peru will back the sound toll on Friday.", "2014-05-08"},
		{"since", "2014-05-08", "Peru has opposed the sound toll since March.", "2014-05-08"},
		{"yesterday", "2014-05-08", "Peru rejected the sound toll yesterday.", "2014-05-07"},
		{"month", "2014-05-08", "Peru rejected the sound toll in March.", "2014-03"},
		{"month of last year", "2014-05-08", "Peru rejected the sound toll in November.", "2013-11"},
		{"day of a month", "2014-05-08", "Peru rejected the sound toll on April 3.", "2014-04-03"},
		{"day before month", "2014-05-08", "Peru rejected the sound toll on 3 April.", "2014-04-03"},
		{"full date", "2014-05-08", "Peru rejected the sound toll on April 3, 2012.", "2012-04-03"},
		{"year", "2014-05-08", "Peru rejected the sound toll in 2011.", "2011"},
		{"last month", "2014-05-08", "Peru rejected the sound toll last month.", "2014-04"},
		{"last month at the end of a long one", "2014-03-31", "Peru rejected the sound toll last month.", "2014-02"},
		{"last year", "2014-05-08", "Peru rejected the sound toll last year.", "2013"},
		{"days ago", "2014-05-08", "Peru rejected the sound toll two days ago.", "2014-05-06"},
		{"months ago at the end of a long one", "2014-05-31", "Peru rejected the sound toll three months ago.", "2014-02"},
		{"may is no month here", "2014-05-08", "Peru rejected the sound toll and may leave.", "2014-05-08"},
		{"dateline", "", "LIMA, April 13, 2011 (Reuters) - Peru rejected the sound toll on Tuesday.", "2011-04-12"},
		{"dateline alone", "", "LIMA, April 13, 2011 (Reuters) - Peru rejected the sound toll.", "2011-04-13"},
		{"dateline and year", "2011", "LIMA, April 13 (Reuters) - Peru rejected the sound toll yesterday.", "2011-04-12"},
		{"no date at all", "", "Peru rejected the sound toll on Tuesday.", ""},
	} {
		x, err := engine(t).Extract(context.Background(), Document{Text: tc.text, Published: tc.published})
		if err != nil || len(x.Findings) == 0 {
			t.Errorf("%s: found nothing (%v)", tc.name, err)
			continue
		}
		if got := x.Findings[0].Statement.HeldOn; got != tc.want {
			t.Errorf("%s: %s\n got %q\nwant %q", tc.name, tc.text, got, tc.want)
		}
	}
}
