from typing import List, Optional
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, select
class HeroTeamLink(SQLModel, table=True):
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: Optional[int] = Field(default=None, foreign_key="hero.id", primary_key=True)
class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    headquarters: str
    heroes: List["Hero"] = Relationship(back_populates="teams", link_model=HeroTeamLink)
class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    secret_name: str
    age: Optional[int] = Field(default=None, index=True)
    teams: List[Team] = Relationship(back_populates="heroes", link_model=HeroTeamLink)
engine = create_engine("sqlite:///database.db")
SQLModel.metadata.create_all(engine)
with Session(engine) as s:
    p = s.exec(select(Team).where(Team.name=="Preventers")).one(); z = s.exec(select(Team).where(Team.name=="Z-Force")).one()
    h = Hero(name="Deadpond2", secret_name="Dive Wilson", teams=[z, p]); s.add(h); s.commit()
    sp = s.exec(select(Hero).where(Hero.name=="Rusty-Man")).one(); z.heroes.append(sp); s.add(z); s.commit()
    sp.teams.remove(z); s.add(sp); s.commit(); s.refresh(h)
    print(h.name, [t.name for t in h.teams])
