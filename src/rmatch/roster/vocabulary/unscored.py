"""Headings that must never feed the score, whatever a map says, and the columns that feed it."""

from __future__ import annotations

__all__ = ["FILLERS", "SCORE_COLUMNS", "TEACHING_WORDS", "UNSCORED", "UNSCORED_WORDS"]

# What the six components read of a roster; of the long tables, everything but the id.
SCORE_COLUMNS = frozenset(
    {
        "skills",
        "wants",
        "offers",
        "goals",
        "department",
        "timezone",
        "available",
        "prefers",
        "skill",
        "want",
    }
)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(item.split()) for item in text.split(";") if item.strip())


# Anywhere in a heading: nothing else is meant by them. Written as the traits are.
UNSCORED_WORDS = _listed("""
tenure; seniority; years of service; length of service; service years; years in company;
years in role; years of experience; time in position; time in role; time in company;
hire date; date of hire; hired; hiredate; original hire; start date; startdate; date of joining;
joining date; join date; date joined; joined; entry date; onboarding date; service date;
employment date; employment start; continuous service;
salary; salaries; wage; wages; compensation; remuneration; base pay; annual pay; total pay;
pay rate; hourly rate; bonus; pay grade; pay band;
job title; jobtitle; business title; position title; employee title; working title;
performance rating; performance score; performance review; performance appraisal; appraisal;
performance level; job performance; employee performance; potential rating; nine box; 9 box;
photo; photos; photograph; avatar; headshot; picture; profile image; image url; thumbnail;
betriebszugehor*; betriebszugehoer*; dienstalter; dienstjahre; eintritt; eintritts*;
einstellungsdatum; beschaftigungsbeginn; beschaeftigungsbeginn; gehalt; gehalts*; lohn; lohn*;
vergutung*; verguetung*; entgelt*; stellenbezeichnung; berufsbezeichnung; jobtitel;
positionsbezeichnung; leistungsbeurteilung; leistungsbewertung; beurteilung; foto; fotos; lichtbild;
passbild;
anciennete; date d'entree; date d'embauche; embauche; salaire; remuneration; intitule du poste;
intitule de poste; titre du poste; evaluation annuelle; photographie;
antiguedad; fecha de ingreso; fecha de contratacion; fecha de alta; fecha de incorporacion; salario;
sueldo; remuneracion; nombre del puesto; titulo del puesto; evaluacion del desempeno; desempeno;
fotografia;
anzianita; data di assunzione; assunzione; data assunzione; stipendio; retribuzione; ral;
titolo professionale; valutazione della prestazione; valutazione delle prestazioni; fotografie;
antiguidade; tempo de casa; data de admissao; admissao; data de contratacao; remuneracao;
titulo do cargo; nome do cargo; avaliacao de desempenho; desempenho;
dienstjaren; datum in dienst; in dienst; indiensttreding; salaris; salaris*; loon; beloning;
functietitel; functienaam; functiebenaming; beoordeling; beoordelingsgesprek
""")

# Only where the rest of the heading adds nothing: `Email marketing` is a skill, `Work email` not.
UNSCORED = _listed("""
email; e mail; mail; emails; courriel; correo; correo electronico; posta elettronica;
correio eletronico; emailadres; mailadresse;
pay; package; bezahlung; paga; pago;
title; titel; position; job; job code; occupation; designation; stelle; funktion; poste; fonction;
puesto; cargo; puesto de trabajo; mansione; qualifica; ruolo aziendale; functie;
performance; leistung; prestation; rendimiento; prestazione; prestatie; potential;
image; bild; portrait
""")

# Words that do not turn such a heading into another subject.
FILLERS = frozenset(
    _listed("""
a; the; of; for; in; on; by; your; my; our; employee; employees; emp; worker; work; business;
company; corporate; office; personal; primary; main; current; last; latest; previous; first;
annual; yearly; monthly; base; basic; total; gross; net; overall; final; date; dates; year; years;
month; months; score; rating; scores; address; addresses; url; link; file; name; names; code; id;
number;
value; values; amount; level; grade; band; description; text; fy; q1; q2; q3; q4; h1; h2; end;
start; review; geschaftlich; geschaftliche; adresse; de; du; des; la; le; del; di; da; do; der;
die; das; aktuell; aktuelle; actuel; actuelle; actual; attuale; atual; professionnel;
professionnelle; corporativo; aziendale; profissional; zakelijk; direccion; indirizzo; endereco
""")
)

# The fixed part of a pattern that holds one of these is about what people can do, so the part
# that the `*` stands for is the name of a skill even if it holds a word such as `race`.
TEACHING_WORDS = _listed("""
teach; teaches; teaching; skill; skills; know; knows; knowledge; learn; learns; learning; want;
wants; expertise; competence; competency; competencies; proficiency; topic;
topics; show; explain; lehren; lernen; kann; kenntnis*; fahigkeit*; faehigkeit*; vermitteln; thema;
themen; wissen; enseigner; apprendre; competence*; connais*; ensenar; aprender; competencia*;
habilidad*; insegnare; imparare; competenz*; ensinar; habilidade*; leren; vaardighe*; kennis;
onderwijzen
""")
