package generate

import "strings"

// The words that names are made of. They never change, because the rosters would change too.
var (
	given     = crossed("Ab Al An Be Bo Ca Da De El Fa Ga Ha Is Jo Ka Le Lu Ma Mi Na No Ol Pa Ra Ro Sa Ta To Vi Wa Ya Zo", "da bert ia lan mira na o rick sha than vin yara")
	family    = crossed("Ash Black Bright Clear Dark East Fair Gold Gray Green High Iron Long North Red Salt Sand Silver Stone Storm West White Wild Winter", "bourne brook burn dale field ford gate ham hill land ley mann moor ridge ton wall well wood worth wright")
	places    = strings.Fields("Amber Birch Cedar Coral Delta Eagle Falcon Granite Harbour Island Jasper Lagoon Maple Meadow Night Ocean Pine Quarry Raven River Sierra Summit Tundra Valley Willow Zenith")
	groups    = strings.Fields("Alliance Brigade Circle Collective Company Corps Crew Division Guard League Legion Patrol Preventers Rangers Rescue Squad Task-Force Team Unit Watch")
	buildings = strings.Fields("Barracks Base Bar Castle Centre Depot Hall Hangar House Lodge Pier Station Tower Yard")
)

// crossed returns each beginning with each end.
func crossed(beginnings, ends string) []string {
	var words []string
	for _, beginning := range strings.Fields(beginnings) {
		for _, end := range strings.Fields(ends) {
			words = append(words, beginning+end)
		}
	}
	return words
}
