package report

// htmlTemplate is the template of the page, which needs no scripts and loads nothing.
const htmlTemplate = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{.Title}}</title>
<style>` + htmlStyle + `</style>
</head>
<body>
<header class="top">
<h1>{{.Title}}</h1>
<p class="origin">{{line .Source}} · <time datetime="{{.At.Format "2006-01-02T15:04:05Z07:00"}}">{{.Date}}</time></p>
<ul class="sums">
<li><b>{{len .Teams}}</b> {{if eq (len .Teams) 1}}{{say "team"}}{{else}}{{say "teams"}}{{end}}</li>
<li><b>{{len .Heroes}}</b> {{if eq (len .Heroes) 1}}{{say "person"}}{{else}}{{say "people"}}{{end}}</li>
{{if .ShowsActive}}<li><b>{{.Active}}</b> <span class="sign active" aria-hidden="true">●</span> {{say "active"}}</li>
{{end}}<li><b>{{.Trainees}}</b> <span class="sign training" aria-hidden="true">◐</span> {{say "in training"}}</li>
{{with .UnderstaffedTeams}}<li class="alert"><b>{{.}}</b> <span aria-hidden="true">▲</span> understaffed</li>
{{end}}</ul>
</header>
<main>
{{if and (not .Teams) (not .Heroes)}}<p class="empty">No one is here yet.</p>
{{end}}{{if not .MatrixOnly}}{{if .Teams}}<section aria-labelledby="teams">
<h2 id="teams">{{say "Teams"}}</h2>
<div class="teams">
{{range $team := .Teams}}<article class="team{{if $.Understaffed .}} short{{end}}{{if gt (len .Members) 30}} long{{end}}">
<h3>{{.Label}}</h3>
{{with line .Headquarters}}<p class="hq">{{.}}</p>
{{end}}<p class="counts">{{if $.ShowsActive}}<span class="sign active" aria-hidden="true">●</span> {{.Tally.Active}} {{say "active"}} &ensp;{{end}}<span class="sign training" aria-hidden="true">◐</span> {{.Tally.Training}} {{say "in training"}}</p>
{{if $.Understaffed .}}<p class="alert"><span aria-hidden="true">▲</span> {{if .Tally.Active}}Only {{.Tally.Active}} of {{.Tally.Minimum}} {{say "active"}}{{else}}{{say "No one active"}}{{end}}</p>
{{end}}{{range $i, $name := index $.Fields "team"}}{{with index $team.Fields $i}}<p class="hq">{{$name}}: {{.}}</p>
{{end}}{{end}}{{if .Members}}<table>
<caption class="unseen">Members of {{.Label}}</caption>
<thead><tr><th scope="col">Name</th>{{if $.HasSecrets}}<th scope="col">Secret name</th>{{end}}{{range $.MemberFields}}<th scope="col">{{.}}</th>{{end}}{{if $.HasAges}}<th scope="col" class="number">Age</th>{{end}}<th scope="col">Status</th></tr></thead>
<tbody>
{{range $.ByStanding .}}<tr><th scope="row">{{.Label}}</th>{{if $.HasSecrets}}<td>{{line .SecretName}}</td>{{end}}{{range .Hero.Fields}}<td>{{.}}</td>{{end}}{{range .LinkFields}}<td>{{.}}</td>{{end}}{{if $.HasAges}}<td class="number">{{.AgeLabel}}</td>{{end}}<td class="status">{{if eq .Standing.String "training"}}<span class="sign training" aria-hidden="true">◐</span> {{say "training"}}{{else}}<span class="sign active" aria-hidden="true">●</span> {{say "active"}}{{end}}</td></tr>
{{end}}</tbody>
</table>
{{else}}<p class="empty">{{say "No one is on this team."}}</p>
{{end}}</article>
{{end}}</div>
</section>
{{end}}{{if and .Trainees .ShowsActive}}<section aria-labelledby="training">
<h2 id="training">{{say "In training"}}</h2>
<table class="queue">
<caption class="unseen">{{say "Everyone in training, by team"}}</caption>
<thead><tr><th scope="col">{{say "Team"}}</th><th scope="col">{{say "In training"}}</th></tr></thead>
<tbody>
{{range .Teams}}{{if .Tally.Training}}<tr><th scope="row">{{.Label}}</th><td>{{range $i, $m := .InTraining}}{{if $i}}, {{end}}<span class="whole">{{.Label}}</span>{{end}}</td></tr>
{{end}}{{end}}</tbody>
</table>
</section>
{{end}}{{if .Unassigned}}<section aria-labelledby="free">
<h2 id="free">{{say "On no team"}}</h2>
<ul class="names">
{{range .Unassigned}}<li>{{.Label}}{{if .Age.Set}} <span class="quiet">{{.AgeLabel}}</span>{{end}}</li>
{{end}}</ul>
</section>
{{end}}{{end}}{{if .ShowsMatrix}}<section aria-labelledby="matrix">
<h2 id="matrix">Matrix</h2>
<p class="legend"><span class="sign active" aria-hidden="true">●</span> {{say "active"}} &ensp;<span class="sign training" aria-hidden="true">◐</span> {{say "training"}} &ensp;<span class="none" aria-hidden="true">·</span> {{say "not on the team"}}</p>
{{range $grid := .MatrixParts}}<div class="scroll{{if lt (len .Rows) 40}} brief{{end}}" tabindex="0" role="group" aria-label="Matrix{{if gt .Parts 1}}, part {{.Part}} of {{.Parts}}{{end}}">
<table class="grid">
<caption{{if eq .Parts 1}} class="unseen"{{end}}>{{say "People and teams"}}{{if gt .Parts 1}}, part {{.Part}} of {{.Parts}}{{end}}</caption>
<thead><tr><th scope="col">Name</th>{{range .Teams}}<th scope="col">{{.Label}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr><th scope="row">{{.Label}}</th>{{range .Cells}}{{if eq .String "active"}}<td class="on"><span class="sign active" aria-hidden="true">●</span><span class="unseen">{{say "active"}}</span></td>{{else if eq .String "training"}}<td class="on"><span class="sign training" aria-hidden="true">◐</span><span class="unseen">{{say "training"}}</span></td>{{else}}<td><span class="none" aria-hidden="true">·</span><span class="unseen">no</span></td>{{end}}{{end}}</tr>
{{end}}{{if $.ShowsActive}}<tr class="sum"><th scope="row">{{say "Active"}}</th>{{range .Teams}}<td>{{if $.Understaffed .}}<span class="alert"><span aria-hidden="true">▲</span><span class="unseen">understaffed: </span> {{.Tally.Active}}</span>{{else}}{{.Tally.Active}}{{end}}</td>{{end}}</tr>
{{end}}<tr class="sum"><th scope="row">{{say "In training"}}</th>{{range .Teams}}<td>{{.Tally.Training}}</td>{{end}}</tr>
</tbody>
</table>
</div>
{{end}}</section>
{{else if .Teams}}<p class="origin">The matrix of {{len .Heroes}} {{say "people"}} and {{len .Teams}} {{say "teams is left out: it is too large for this page. Export it separately, or export fewer teams."}}</p>
{{end}}</main>
{{with .Lost}}<p class="origin">{{say "Memberships of teams that do not exist, left out here:"}} {{.}}.</p>
{{end}}</body>
</html>
`
