package web

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// pngScale is how many pixels a unit of the picture has, so that it can be printed.
const pngScale = 2

// The colours of the picture where no style sheet goes with it: those of the light theme.
var (
	paper     = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink       = color.RGBA{0x1c, 0x20, 0x24, 0xff}
	wayColour = map[agreement]color.RGBA{agree: {0x0b, 0x6e, 0x99, 0xff}, differ: {0xb5, 0x43, 0x0b, 0xff}, neither: {0x5c, 0x66, 0x70, 0xff}}
	wayDashes = map[agreement][]float64{differ: {6, 4}, neither: {2, 4}} // lengths of dash and gap; solid where there are none
)

// pngOf draws the network as PNG. Letters beyond Latin, Greek and Cyrillic, which its font lacks, show as boxes.
func pngOf(page networkPage) ([]byte, error) {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 14 * pngScale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	c := canvas{image.NewRGBA(image.Rect(0, 0, pictureWidth*pngScale, pictureHeight*pngScale)), face}
	draw.Draw(c.img, c.img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	for _, l := range page.Links {
		a, b := page.Nodes[l.A], page.Nodes[l.B]
		c.line(spot{a.X, a.Y}, spot{b.X, b.Y}, l.Weight(), wayDashes[l.Way()], wayColour[l.Way()])
	}
	for _, n := range page.Nodes {
		c.circle(spot{n.X, n.Y}, n.R+1.5, paper)
		c.circle(spot{n.X, n.Y}, n.R, ink)
	}
	for _, n := range page.Nodes {
		c.text(spot{n.X, n.Y + n.R + 15}, n.Name)
	}
	var out bytes.Buffer
	err = png.Encode(&out, c.img)
	return out.Bytes(), err
}

// canvas draws in units of the picture.
type canvas struct {
	img  *image.RGBA
	face font.Face
}

// spot is a place in units of the picture.
type spot struct{ x, y float64 }

// fill fills a shape within a distance of the box that two places span; at turns a place into what trace draws.
func (c canvas) fill(colour color.Color, p, q spot, around float64, trace func(z *vector.Rasterizer, at func(spot) (float32, float32))) {
	box := image.Rect(int(math.Floor((min(p.x, q.x)-around)*pngScale)), int(math.Floor((min(p.y, q.y)-around)*pngScale)),
		int(math.Ceil((max(p.x, q.x)+around)*pngScale)), int(math.Ceil((max(p.y, q.y)+around)*pngScale)))
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	trace(z, func(s spot) (float32, float32) {
		return float32(s.x*pngScale - float64(box.Min.X)), float32(s.y*pngScale - float64(box.Min.Y))
	})
	z.Draw(c.img, box, image.NewUniform(colour), image.Point{})
}

func (c canvas) circle(m spot, r float64, colour color.Color) {
	const k = 0.5522847498 // with which four cubic curves come closest to a circle
	c.fill(colour, m, m, r+1, func(z *vector.Rasterizer, at func(spot) (float32, float32)) {
		z.MoveTo(at(spot{m.x + r, m.y}))
		for q := range 4 {
			sin, cos := math.Sincos(float64(q) * math.Pi / 2)
			turned := func(u, v float64) (float32, float32) {
				return at(spot{m.x + r*(u*cos-v*sin), m.y + r*(u*sin+v*cos)})
			}
			bx, by := turned(1, k)
			cx, cy := turned(k, 1)
			dx, dy := turned(0, 1)
			z.CubeTo(bx, by, cx, cy, dx, dy)
		}
		z.ClosePath()
	})
}

// line draws a line, in dashes where there are lengths of dash and gap.
func (c canvas) line(a, b spot, width float64, dashes []float64, colour color.Color) {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	if length == 0 {
		return
	}
	ux, uy := (b.x-a.x)/length, (b.y-a.y)/length
	dash, step := length, length
	if len(dashes) == 2 {
		dash, step = dashes[0], dashes[0]+dashes[1]
	}
	c.fill(colour, a, b, width, func(z *vector.Rasterizer, at func(spot) (float32, float32)) {
		for from := 0.0; from < length; from += step {
			to, h := min(length, from+dash), width/2
			corner := func(along, across float64) (float32, float32) {
				return at(spot{a.x + ux*along - uy*across, a.y + uy*along + ux*across})
			}
			z.MoveTo(corner(from, h))
			z.LineTo(corner(to, h))
			z.LineTo(corner(to, -h))
			z.LineTo(corner(from, -h))
			z.ClosePath()
		}
	})
}

// text writes a text around a place, with a rim of paper that keeps it readable over lines.
func (c canvas) text(at spot, text string) {
	width := font.MeasureString(c.face, text)
	dot := fixed.Point26_6{X: fixed.Int26_6(at.x*pngScale*64) - width/2, Y: fixed.Int26_6(at.y * pngScale * 64)}
	const rim = 3 * 64
	for _, off := range []fixed.Point26_6{{X: rim}, {X: -rim}, {Y: rim}, {Y: -rim}} {
		(&font.Drawer{Dst: c.img, Src: image.NewUniform(paper), Face: c.face, Dot: dot.Add(off)}).DrawString(text)
	}
	(&font.Drawer{Dst: c.img, Src: image.NewUniform(ink), Face: c.face, Dot: dot}).DrawString(text)
}
