package report

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"
)

// Every colour of text has a contrast of 4.5:1 to each of the colours that it stands on,
// in light, in dark and on paper.
func TestContrast(t *testing.T) {
	schemes := strings.Split(htmlStyle, "color-scheme")[1:]
	dark := strings.Split(htmlStyle, "prefers-color-scheme: dark")[1]
	for name, css := range map[string]string{"light": schemes[0], "dark": dark, "paper": htmlStyle[strings.Index(htmlStyle, "@media print"):]} {
		colours := map[string]string{}
		for _, found := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]+);`).FindAllStringSubmatch(css, -1) {
			if colours[found[1]] == "" {
				colours[found[1]] = found[2]
			}
		}
		for _, text := range []string{"ink", "quiet", "active", "training", "alert"} {
			for _, back := range []string{"paper", "card", "stripe", "alert-back"} {
				if back == "alert-back" && text != "alert" {
					continue
				}
				if got := contrast(t, colours[text], colours[back]); got < 4.5 {
					t.Errorf("%s: %s on %s has %.2f:1", name, text, back, got)
				}
			}
		}
	}
}

// contrast returns the contrast of two colours as WCAG defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light, dark := luminance(t, a), luminance(t, b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) == 4 { // #abc
		colour = fmt.Sprintf("#%[1]c%[1]c%[2]c%[2]c%[3]c%[3]c", colour[1], colour[2], colour[3])
	}
	var parts [3]int
	if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &parts[0], &parts[1], &parts[2]); err != nil {
		t.Fatalf("%q is no colour: %v", colour, err)
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part := float64(parts[i]) / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}
