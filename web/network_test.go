package web_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/web"
)

func TestNetwork(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.get("/network").has(t, "Norland &lt;b&gt; and Sudria agree on 1 issue", `href="/compare?side=norland&amp;side=sudria"`, "Velland, state: 1 statement", `class="agree"`)
	early := v.get("/network?to=2021-04&issue=strait")
	early.has(t, "Norland &lt;b&gt; and Sudria differ on 1 issue", `href="/compare?issue=strait&amp;side=norland&amp;side=sudria&amp;to=2021-04"`)
	only := v.get("/network?to=2021-04&show=agree")
	only.has(t, "Sudria and Velland agree", "Linked with nobody here: <a href=\"/actors/norland?to=2021-04\">")
	if strings.Contains(only.text, "differ on 1 issue") {
		t.Error("those who differ are shown where only those who agree are wanted")
	}
	v.get("/network?least=2").has(t, "Linked with nobody here")
	v.get("/network?from=2030").has(t, "No statement matches")
	for path, want := range map[string]int{"/network?show=all": 400, "/network?least=0": 400, "/network?least=x": 400, "/network.svg?from=soon": 400} {
		if p := v.get(path); p.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, p.Status, want)
		}
	}
}

// The files are what they say, hold the picture of the page, and are the same each time.
func TestNetworkFiles(t *testing.T) {
	f := newFixture(t, web.Options{})
	for _, id := range []graph.ActorID{"norland", "sudria", "velland"} {
		f.loadOn(t, "It stands here, says "+string(id), "2022-01-01", "It stands here", graph.Statement{Holder: id, Stance: graph.Opposes})
	}
	v := f.visitor(t)
	svg := v.get("/network.svg?to=2022")
	if got := svg.Header.Get("Content-Type") + svg.Header.Get("Content-Disposition"); got != `image/svg+xmlattachment; filename="network.svg"` {
		t.Errorf("the SVG comes as %s", got)
	}
	d := xml.NewDecoder(strings.NewReader(svg.text))
	circles := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg.text)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "circle" {
			circles++
		}
	}
	if circles != 3 {
		t.Errorf("%d circles in %s", circles, svg.text)
	}
	if page := v.get("/network?to=2022"); !strings.Contains(page.text, svg.text) {
		t.Error("the page shows another picture")
	}
	first := v.get("/network.png?to=2022")
	picture, err := png.Decode(bytes.NewReader([]byte(first.text)))
	if err != nil {
		t.Fatal(err)
	}
	colours := map[[3]uint32]bool{}
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			r, g, b, _ := picture.At(x, y).RGBA()
			colours[[3]uint32{r >> 8, g >> 8, b >> 8}] = true
		}
	}
	for _, want := range [][3]uint32{{0xff, 0xff, 0xff}, {0x1c, 0x20, 0x24}, {0x0b, 0x6e, 0x99}} {
		if !colours[want] {
			t.Errorf("no pixel has the colour %x", want)
		}
	}
	for range 3 {
		if v.get("/network.png?to=2022").text != first.text || v.get("/network.svg?to=2022").text != svg.text {
			t.Fatal("the same network gives another picture")
		}
	}
}
