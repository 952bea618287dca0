package adopt

import (
	"context"
	"fmt"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// fewRows is how many memberships a proposal shows.
const fewRows = 5

// statements returns what has to be executed before a database is a roster.
func (f finder) statements(d sqldb.Engine, p Proposal) []string {
	n := p.Names
	link := d.Relation(n.Link)
	switch {
	case p.AddFlag:
		return []string{
			fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s BOOLEAN NOT NULL DEFAULT FALSE", link, sqldb.Quote(n.Flag)),
		}
	case !p.CreateLink:
		return nil
	}
	team, _ := f.all.Named(n.Team).Column(n.TeamID)
	hero, _ := f.all.Named(n.Hero).Column(n.HeroID)
	statements := []string{fmt.Sprintf("CREATE TABLE %s (%s %s NOT NULL, %s %s NOT NULL, %s BOOLEAN NOT NULL DEFAULT FALSE, PRIMARY KEY (%[2]s, %[4]s), FOREIGN KEY (%[2]s) REFERENCES %[7]s (%[8]s), FOREIGN KEY (%[4]s) REFERENCES %[9]s (%[10]s))",
		link, sqldb.Quote(n.LinkTeam), team.Type, sqldb.Quote(n.LinkHero), hero.Type, sqldb.Quote(n.Flag),
		d.Relation(n.Team), sqldb.Quote(n.TeamID), d.Relation(n.Hero), sqldb.Quote(n.HeroID))}
	if p.FillFrom != "" {
		statements = append(statements, fmt.Sprintf("INSERT INTO %s (%s, %s, %s) SELECT h.%s, h.%s, FALSE FROM %s AS h JOIN %s AS t ON t.%s = h.%[5]s",
			link, sqldb.Quote(n.LinkTeam), sqldb.Quote(n.LinkHero), sqldb.Quote(n.Flag), sqldb.Quote(p.FillFrom),
			sqldb.Quote(n.HeroID),
			d.Relation(n.Hero), d.Relation(n.Team), sqldb.Quote(n.TeamID)))
	}
	return statements
}

// readRows reads a few memberships, and how many there are.
func (p *Proposal) readRows(ctx context.Context, db *sqldb.DB) error {
	n, d := p.Names, db.Engine
	flag, from, team := "FALSE", d.Relation(n.Link)+" AS l", "l."+sqldb.Quote(n.LinkTeam)
	join := fmt.Sprintf(" JOIN %s AS h ON h.%s = l.%s", d.Relation(n.Hero), sqldb.Quote(n.HeroID),
		sqldb.Quote(n.LinkHero))
	switch {
	case p.CreateLink && p.FillFrom == "":
		return nil
	case p.CreateLink:
		from, team, join = d.Relation(n.Hero)+" AS h", "h."+sqldb.Quote(p.FillFrom), ""
	case !p.AddFlag:
		flag = "l." + sqldb.Quote(n.Flag) + " <> FALSE"
	}
	from += join + fmt.Sprintf(" JOIN %s AS t ON t.%s = %s", d.Relation(n.Team), sqldb.Quote(n.TeamID), team)
	c := db.Read("Adopt")
	err := c.Query(ctx, 3, func(row cell.Row) error {
		p.Rows = append(p.Rows, Row{cell.Text(cell.Trimmed(row[0])), cell.Text(cell.Trimmed(row[1])),
			model.StandingOf(cell.Truth(row[2]))})
		return nil
	}, fmt.Sprintf("SELECT %s, %s, %s FROM %s ORDER BY t.%s, h.%s LIMIT %d", d.Shortened("h."+sqldb.Quote(n.HeroName), sqldb.TextType), d.Shortened("t."+sqldb.Quote(n.TeamName), sqldb.TextType), flag, from,
		sqldb.Quote(n.TeamID), sqldb.Quote(n.HeroID), fewRows))
	if err != nil {
		return err
	}
	return c.Query(ctx, 1, func(row cell.Row) error {
		p.Count = cell.Integer(row[0])
		return nil
	}, "SELECT count(*) FROM "+from)
}

// Apply executes the statements of a proposal in one transaction.
func Apply(ctx context.Context, db *sqldb.DB, p Proposal) error {
	if len(p.Statements) == 0 {
		return nil
	}
	return db.Transaction(ctx, "Adopt", func(c sqldb.Conn) error {
		for _, statement := range p.Statements {
			if _, err := c.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	}, nil)
}
