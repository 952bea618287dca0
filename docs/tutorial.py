"""Makes database.db as the program of SQLModel's tutorial page does, "Link Model
with Extra Fields", and prints who is on which team. It needs Python and SQLModel."""

import os
from typing import List, Optional

from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, select


class HeroTeamLink(SQLModel, table=True):
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: Optional[int] = Field(default=None, foreign_key="hero.id", primary_key=True)
    is_training: bool = False

    team: "Team" = Relationship(back_populates="hero_links")
    hero: "Hero" = Relationship(back_populates="team_links")


class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    headquarters: str

    hero_links: List[HeroTeamLink] = Relationship(back_populates="team")


class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    secret_name: str
    age: Optional[int] = Field(default=None, index=True)

    team_links: List[HeroTeamLink] = Relationship(back_populates="hero")


def create_heroes(session):
    z_force = Team(name="Z-Force", headquarters="Sister Margaret's Bar")
    preventers = Team(name="Preventers", headquarters="Sharp Tower")
    deadpond = Hero(name="Deadpond", secret_name="Dive Wilson")
    spider_boy = Hero(name="Spider-Boy", secret_name="Pedro Parqueador")
    rusty_man = Hero(name="Rusty-Man", secret_name="Tommy Sharp", age=48)
    session.add(HeroTeamLink(team=z_force, hero=deadpond))
    session.add(HeroTeamLink(team=preventers, hero=deadpond, is_training=True))
    session.add(HeroTeamLink(team=preventers, hero=spider_boy, is_training=True))
    session.add(HeroTeamLink(team=preventers, hero=rusty_man))
    session.commit()


def update_heroes(session):
    spider_boy = session.exec(select(Hero).where(Hero.name == "Spider-Boy")).one()
    z_force = session.exec(select(Team).where(Team.name == "Z-Force")).one()
    session.add(HeroTeamLink(team=z_force, hero=spider_boy, is_training=True))
    for link in spider_boy.team_links:
        if link.team.name == "Preventers":
            link.is_training = False
    session.commit()


def main():
    new = not os.path.exists("database.db")
    engine = create_engine("sqlite:///database.db")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        if new:
            create_heroes(session)
            update_heroes(session)
        for team in session.exec(select(Team).order_by(Team.id)):
            for link in sorted(team.hero_links, key=lambda link: link.hero_id):
                print(f"{team.name}: {link.hero.name}, {'training' if link.is_training else 'active'}")


if __name__ == "__main__":
    main()
