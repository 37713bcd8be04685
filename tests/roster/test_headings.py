"""Which of our columns each heading fills: HR exports, duplicates, names, roles."""

from __future__ import annotations

import pickle

import pytest

from rmatch.policy import Audit, Columns, Policy, Stereotypes
from rmatch.roster.column_plan import ColumnPlan, Kind, joint_problems, without
from rmatch.roster.headings import has_id, plan_columns
from rmatch.roster.mapping import heading_key
from rmatch.roster.protected import feeds_score, is_unscored, protected_attribute
from rmatch.roster.questions import alias_key
from rmatch.roster.vocabulary.aliases import ALIASES, FIRST_NAMES, INFIXES, LAST_NAMES, TEACHING


def plan(
    headings: str | list[str],
    *maps: str,
    policy: Policy | None = None,
    kind: Kind = "roster",
    skills_elsewhere: bool = False,
) -> ColumnPlan:
    row = headings.split(",") if isinstance(headings, str) else headings
    return plan_columns(
        row,
        file="staff.csv",
        maps=maps,
        policy=policy,
        kind=kind,
        skills_elsewhere=skills_elsewhere,
    )


def codes(made: ColumnPlan) -> list[str]:
    return [problem.code for problem in made.problems]


# One export a system, as its field lists name the columns.
EXPORTS = {
    "workday": (
        "Employee ID,Legal Name,Worker,Primary Work Email,Business Title,Management Level,"
        "Supervisory Organization,Cost Center,Manager Employee ID,Worker's Manager,Hire Date",
        {
            "id": "Employee ID",
            "name": "Worker",
            "email": "Primary Work Email",
            "level": "Management Level",
            "department": "Supervisory Organization",
            "manager_id": "Manager Employee ID",
        },
    ),
    "successfactors": (
        "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,MI,GENDER,EMAIL,MANAGER,DEPARTMENT,JOBCODE,"
        "DIVISION,TIMEZONE,HIREDATE,DATE_OF_BIRTH",
        {
            "id": "USERID",
            "name": "FIRSTNAME + LASTNAME",
            "email": "EMAIL",
            "department": "DEPARTMENT",
            "manager_id": "MANAGER",
            "timezone": "TIMEZONE",
        },
    ),
    "bamboohr": (
        "employeeNumber,displayName,workEmail,jobTitle,department,division,supervisor,"
        "supervisorEId,gender,dateOfBirth",
        {
            "id": "employeeNumber",
            "name": "displayName",
            "email": "workEmail",
            "department": "department",
            "manager_id": "supervisorEId",
        },
    ),
    "personio": (
        "Personalnummer,Vorname,Nachname,E-Mail,Abteilung,Position,Vorgesetzter,"
        "Personalnummer Vorgesetzter,Geschlecht,Geburtsdatum,Kostenstelle",
        {
            "id": "Personalnummer",
            "name": "Vorname + Nachname",
            "email": "E-Mail",
            "department": "Abteilung",
            "manager_id": "Personalnummer Vorgesetzter",
        },
    ),
    "oracle": (
        "PersonNumber,DisplayName,WorkEmail,GradeName,DepartmentName,ManagerPersonNumber,"
        "BusinessUnitName,AssignmentNumber",
        {
            "id": "PersonNumber",
            "name": "DisplayName",
            "email": "WorkEmail",
            "level": "GradeName",
            "department": "DepartmentName",
        },
    ),
    "adp": (
        "Associate ID,Payroll Name,Work Contact: Work Email,Home Department Description,"
        "Reports To Associate ID,Reports To Name,Job Title Description",
        {
            "id": "Associate ID",
            "name": "Payroll Name",
            "email": "Work Contact: Work Email",
            "department": "Home Department Description",
            "manager_id": "Reports To Associate ID",
        },
    ),
    "ukg": (
        "Employee Number,First Name,Last Name,Email Address,Org Level,"
        "Supervisor Employee Number,Department Name",
        {
            "id": "Employee Number",
            "name": "First Name + Last Name",
            "email": "Email Address",
            "level": "Org Level",
            "department": "Department Name",
            "manager_id": "Supervisor Employee Number",
        },
    ),
    "hibob": (
        "Employee ID,Display name,Email,Department,Site,Reports to,Reports to ID,Pronouns",
        {
            "id": "Employee ID",
            "name": "Display name",
            "email": "Email",
            "department": "Department",
            "manager_id": "Reports to ID",
        },
    ),
    "rippling": (
        "Employee number,Full name,Work email,Department,Level,Manager,Manager email",
        {
            "id": "Employee number",
            "name": "Full name",
            "email": "Work email",
            "level": "Level",
            "department": "Department",
            "manager_id": "Manager",
        },
    ),
    "french": (
        "Matricule,Nom,Prénom,Adresse e-mail professionnelle,Service,Responsable hiérarchique,"
        "Échelon,Compétences,Souhaite apprendre,Langues,Fuseau horaire",
        {
            "id": "Matricule",
            "name": "Prénom + Nom",
            "email": "Adresse e-mail professionnelle",
            "level": "Échelon",
            "department": "Service",
            "manager_id": "Responsable hiérarchique",
            "skills": "Compétences",
            "wants": "Souhaite apprendre",
            "languages": "Langues",
            "timezone": "Fuseau horaire",
        },
    ),
    "spanish": (
        "Número de empleado,Nombre,Apellidos,Correo electrónico,Departamento,Jefe directo,"
        "Habilidades,Quiere aprender,Idiomas,Zona horaria,Nivel,Objetivos",
        {
            "id": "Número de empleado",
            "name": "Nombre + Apellidos",
            "email": "Correo electrónico",
            "level": "Nivel",
            "department": "Departamento",
            "manager_id": "Jefe directo",
            "skills": "Habilidades",
            "wants": "Quiere aprender",
            "goals": "Objetivos",
            "languages": "Idiomas",
            "timezone": "Zona horaria",
        },
    ),
    "italian": (
        "Matricola,Nome,Cognome,E-mail aziendale,Reparto,Responsabile,Livello,Competenze",
        {
            "id": "Matricola",
            "name": "Nome + Cognome",
            "email": "E-mail aziendale",
            "level": "Livello",
            "department": "Reparto",
            "manager_id": "Responsabile",
            "skills": "Competenze",
        },
    ),
    "portuguese": (
        "Matrícula,Nome completo,E-mail corporativo,Setor,Gestor,Nível,Competências,Fuso horário",
        {
            "id": "Matrícula",
            "name": "Nome completo",
            "email": "E-mail corporativo",
            "level": "Nível",
            "department": "Setor",
            "manager_id": "Gestor",
            "skills": "Competências",
            "timezone": "Fuso horário",
        },
    ),
    "dutch": (
        "Personeelsnummer,Voornaam,Tussenvoegsel,Achternaam,E-mailadres,Afdeling,Leidinggevende,"
        "Vaardigheden,Wil leren,Talen,Tijdzone",
        {
            "id": "Personeelsnummer",
            "name": "Voornaam + Tussenvoegsel + Achternaam",
            "email": "E-mailadres",
            "department": "Afdeling",
            "manager_id": "Leidinggevende",
            "skills": "Vaardigheden",
            "wants": "Wil leren",
            "languages": "Talen",
            "timezone": "Tijdzone",
        },
    ),
}


@pytest.mark.parametrize("system", EXPORTS)
def test_the_exports_of_hr_systems_are_read_unaided(system: str) -> None:
    headings, expected = EXPORTS[system]
    made = plan(headings)
    assert {c: h for c, h in made.sources.items() if c in expected} == expected
    assert made.problems == ()


def test_our_own_names_in_any_spelling() -> None:
    made = plan("ID,Full-Name,NAME,Manager ID,Time Zone,min-load,successor of")
    assert made.fields == {
        "id": 0,
        "name": 2,
        "manager_id": 3,
        "timezone": 4,
        "min_load": 5,
        "successor_of": 6,
    }
    assert made.unused == ("Full-Name",)


def test_keys_fold_case_spaces_hyphens_and_underscores_and_nothing_else() -> None:
    assert heading_key(" Manager_ID ") == heading_key("manager-id") == "managerid"
    assert heading_key("Manager ID") == "managerid"
    assert heading_key("Prénom") != heading_key("Prenom")
    assert alias_key("Employee Nº:") == alias_key("employee no")


def test_the_coarse_units_are_departments_last() -> None:
    finest = ["Cost Centre", "Division", "Business Unit", "Team", "Dept"]
    for _ in range(len(finest)):
        made = plan(["id", *finest])
        assert made.sources["department"] == finest[-1]
        assert made.unused == tuple(finest[:-1])
        finest.pop()


def test_exact_name_before_map_before_alias() -> None:
    assert plan("id,Dept,Crew", "Crew=department").sources["department"] == "Crew"
    made = plan("id,Dept,Crew,department", "Crew=department")
    assert made.sources["department"] == "department"
    assert made.unused == ("Dept", "Crew")
    assert codes(made) == ["map-overruled"]
    assert made.problems[0].severity == "warning"
    assert "the exact name goes first" in str(made.problems[0])


def test_a_duplicate_used_heading_names_both_places_and_the_cure() -> None:
    made = plan("id,Department,Dept,department ")
    assert codes(made) == ["duplicate-heading"]
    text = str(made.problems[0])
    assert "'Department' (column 2, B) and 'department' (column 4, D)" in text
    assert '--map "@B=department"' in text
    assert codes(plan("id,Dept,dept")) == ["duplicate-heading"]
    assert codes(plan("id,skill:python,Skill: Python")) == ["duplicate-heading"]
    assert codes(plan("id,First name,Last name,last_name")) == ["duplicate-heading"]


def test_a_duplicate_that_is_not_used_or_was_chosen_between_is_none() -> None:
    assert codes(plan("id,department,Dept,Dept,page,page")) == []
    made = plan("id,department,department", "@C=department")
    assert made.fields["department"] == 2
    assert codes(made) == []


def test_a_first_or_last_name_alone_is_better_than_none() -> None:
    assert plan("id,Vorname").name_parts == (1,)
    assert plan("id,Surname").name_parts == (1,)
    assert plan("id,Name,Last name").name_parts == ()
    assert plan("id,Full name,First name,Last name").sources["name"] == "Full name"


def test_role_is_tentative_and_the_next_candidate_follows() -> None:
    made = plan("id,Role,Programme role,Mentor/Mentee")
    assert made.role_candidates == (1, 2, 3)
    assert made.used >= {1, 2, 3}
    first = without(made, "role")
    assert first.sources["role"] == "Programme role"
    assert first.unused == ("Role", "Mentor/Mentee")
    last = without(without(first, "role"), "role")
    assert "role" not in last.fields
    assert last.unused == ("Role", "Programme role", "Mentor/Mentee")
    assert without(last, "role") is last
    made = plan("id,Role,Team,Side", "Team=role")
    assert (made.role_candidates, made.problems) == ((1, 2, 3), ())
    made = plan("id,Team,Side", "Team=role")
    assert (made.role_candidates, made.sources["role"]) == ((), "Team")


def test_what_people_can_teach_is_their_skills_if_nothing_else_says_them() -> None:
    assert plan("id,Can teach,Wants").sources["skills"] == "Can teach"
    made = plan("id,Skills,Can teach")
    assert (made.sources["skills"], made.sources["offers"]) == ("Skills", "Can teach")
    assert plan("id,skill:python,Can teach").sources["offers"] == "Can teach"
    assert plan("id,Can teach", skills_elsewhere=True).sources == {
        "id": "id",
        "offers": "Can teach",
    }
    assert "skills" not in plan("id,offers").fields


def test_long_tables_the_company_and_pairs() -> None:
    made = plan("Employee ID,Competency,Proficiency,Source", kind="skills")
    assert list(made.fields) == ["id", "skill", "level", "provenance"]
    made = plan("id,skill,target,weight,note", kind="wants")
    assert list(made.fields) == ["id", "skill", "target", "weight"]
    made = plan("USERID,MANAGER_ID,Nachname,Vorname,Geschlecht", kind="org")
    assert made.fields == {"id": 0, "manager_id": 1}
    assert made.name_parts == (3, 2)
    assert (made.audit, made.unused) == ({}, ())
    made = plan("junior_id,junior_name,senior_id,decision,reason", kind="pairs")
    assert list(made.fields) == ["junior_id", "senior_id", "decision", "reason"]


def test_no_id_column_tells_the_ways_out() -> None:
    made = plan("name,Work email,skills")
    assert codes(made) == ["no-id-column"]
    text = str(made.problems[0])
    assert "staff.csv: there is no id column" in text
    assert '--map "Work email=id"' in text
    assert plan("name,Work email,skills", "Work email=id").fields == {
        "id": 1,
        "name": 0,
        "email": 1,
        "skills": 2,
    }


@pytest.mark.parametrize(
    ("kind", "headings", "missing"),
    [
        ("skills", "id,x", "skill"),
        ("org", "id,x", "manager_id"),
        ("pairs", "junior_id", "senior_id"),
    ],
)
def test_other_files_name_the_column_that_is_missing(
    kind: Kind, headings: str, missing: str
) -> None:
    made = plan(headings, kind=kind)
    assert codes(made) == ["missing-column"]
    assert f"there is no column '{missing}'" in str(made.problems[0])
    assert f'--map "Their heading={missing}"' in str(made.problems[0])


def test_a_slip_of_the_pen_is_warned_about() -> None:
    made = plan("id,departmnt,skils,page")
    assert codes(made) == ["near-heading", "near-heading"]
    assert "rename it to 'department' if that is meant" in str(made.problems[0])
    assert made.unused == ("departmnt", "skils", "page")
    assert codes(plan("id,department,departmnt")) == []


@pytest.mark.parametrize(
    "row",
    [
        ["ID", "Name"],
        ["id", "manager_id"],
        ["Employee ID", ""],
        ["Personalnummer", "Irgendwas"],
        ["Timestamp", "Email Address", "Which skills could you teach?"],
        ["No", "Name"],
    ],
)
def test_rows_of_headings_are_known_by_their_id(row: list[str]) -> None:
    assert has_id(row)


@pytest.mark.parametrize(
    "row",
    [
        [],
        ["", ""],
        ["Staff list 2025", ""],
        ["No", "maybe"],
        ["Anna", "Employee"],
        ["Timestamp", "Name"],
    ],
)
def test_other_rows_are_not(row: list[str]) -> None:
    assert not has_id(row)


def test_rows_of_headings_with_maps_and_for_pairs() -> None:
    assert has_id(["Kürzel", "Wer"], maps=["Kürzel=id"])
    assert has_id(["A", "Wer"], maps=["@B=id"])
    assert not has_id(["", "Staff list"], maps=["@B=id"])
    assert not has_id(["Kürzel", "Wer"])
    assert has_id(["junior_id", "senior_id"], kind="pairs")
    assert not has_id(["junior_id", "name"], kind="pairs")


def test_plans_pickle_and_know_what_to_load() -> None:
    made = plan("id,First name,Surname,skill:sql,Age,Role,page")
    assert made.used == {0, 1, 2, 3, 4, 5}
    assert pickle.loads(pickle.dumps(made)) == made


def test_blank_headings_are_nothing() -> None:
    assert plan(["id", "", " ", "name"]).unused == ()


# --- what is quarantined ---

PROTECTED = """
Age; Age group; AGE_GROUP; employeeAge; Age (years); Date of Birth; dateOfBirth; DOB; D.O.B.;
BIRTH_DATE; Year of birth; BirthYear; birthdate; Gender; Gender identity; GenderIdentity; Sex;
Pronouns; countryofbirth; ageInYears;
Race/Ethnicity; Ethnic group; Race; Nationality; Citizenship; Religion; Religion or belief; Faith;
Disability; Disability status; Disabled?; Health; Health conditions; Sexual orientation; LGBTQ+;
Veteran Status; VETERAN; Pregnancy; Parental status; Parental leave; Marital Status;
maritalStatus; Criminal record; Graduation Year; Year graduated; Generation; Salutation;
Geschlecht; Geschlechtsidentität; Geburtsdatum; GEBURTSJAHR; Alter; Altersgruppe;
Staatsangehörigkeit; Staatsangehoerigkeit; Nationalität; Schwerbehinderung; Schwerbehindert;
Religionszugehörigkeit; Familienstand; Zivilstand; Elternzeit; Schwangerschaft; Vorstrafen; Anrede;
Gesundheitszustand; Abschlussjahr; Migrationshintergrund; Hautfarbe;
Âge; Age (années); Sexe; Nationalité; Date de naissance; Né(e) le; État civil; Situation
familiale; Handicap; Santé; Casier judiciaire; Année de diplôme; Genre; Origine ethnique;
Edad; Sexo; Fecha de nacimiento; Nacionalidad; Género; Estado civil; Discapacidad; Religión; Raza;
Antecedentes penales; Salud; Embarazo;
Età; Sesso; Data di nascita; Cittadinanza; Stato civile; Disabilità; Genere; Religione;
Idade; Data de nascimento; Gênero; Raça/Cor; Nacionalidade; Deficiência; Orientação sexual;
Leeftijd; Leeftijdscategorie; Geboortedatum; Geslacht; Nationaliteit; Arbeidsbeperking;
Burgerlijke staat; Geloofsovertuiging; Zwangerschap; Generatie
"""
HARMLESS = """
page; language; Languages; manager; MANAGER_ID; message; storage; stage; Average; Package; image;
engagement; Usage; Agency; Essex; Sextant; trace; Brace; Terrace; embrace; Braces; Manager's name;
Department; Verwalter; Alternative; Birthe; Generated by; Generator; General; Gent; Agenda;
Regender; Healthcheck; Veterinary; Mentor; Status; Grade; Zeitalter; Halter; Parent department;
Single sign-on ID; Dienstalter; Geslachtsnaam; Origin of data; Nation; Stelle (m/w/d)
"""


@pytest.mark.parametrize("heading", [" ".join(h.split()) for h in PROTECTED.split(";")])
def test_protected_headings_are_quarantined(heading: str) -> None:
    assert protected_attribute(heading)
    made = plan(["id", heading, "skills"])
    assert made.audit == {1: heading}
    assert made.unused == ()
    assert made.fields == {"id": 0, "skills": 2}


@pytest.mark.parametrize("heading", [" ".join(h.split()) for h in HARMLESS.split(";")])
def test_a_word_inside_a_word_is_none(heading: str) -> None:
    assert protected_attribute(heading) is None


def test_the_trait_has_its_name() -> None:
    assert protected_attribute("Geburtsdatum") == "birth"
    assert protected_attribute("employeeAge") == "age"
    assert protected_attribute("Race/Ethnicity") == "race"


def test_our_names_and_columns_of_one_skill_are_not_quarantined() -> None:
    made = plan("id,skill:race conditions,want:gender studies,Rate your skill [Health data],Health")
    assert [column.name for column in made.skill_columns] == [
        "race conditions",
        "gender studies",
        "Health data",
    ]
    assert made.audit == {4: "Health"}


def test_a_quarantined_column_wins_over_an_alias() -> None:
    made = plan("id,Level of disability,Age level,Native language,Preferred pronouns")
    assert set(made.audit) == {1, 2, 4}
    assert set(made.fields) == {"id"}


def test_agreement_is_asked_whatever_else_the_question_mentions() -> None:
    made = plan(["id", "I agree to take part (my age and gender are not used)"])
    assert made.fields["participate"] == 1
    assert made.audit == {}


def test_the_policy_adds_attributes() -> None:
    policy = Policy(
        audit=Audit(attributes=("Works council", "site")),
        stereotypes=Stereotypes(attribute="Cohort group"),
    )
    made = plan("id,Site,WorksCouncil member,cohort_group,Website,Age", policy=policy)
    assert set(made.audit) == {1, 2, 3, 5}
    assert protected_attribute("Site of work", policy) == "site"


def test_an_attribute_cannot_be_a_column_of_ours_too() -> None:
    policy = Policy(audit=Audit(attributes=("Department",)))
    made = plan("id,department,skills", policy=policy)
    assert codes(made) == ["audit-attribute-in-use"]
    assert "copy the column under another heading" in str(made.problems[0])
    assert codes(plan("id,skills", policy=policy)) == []


def test_quarantined_columns_change_nothing_else() -> None:
    headings = ["id", "First name", "Ages", "Crew", "Gender", "Genome", "Skills", "Edad", "Team"]
    bare = [heading for heading in headings if not protected_attribute(heading)]
    maps = ("Cr=department", "Gen=goals", "First=name")
    full, less = plan(headings, *maps), plan(bare, *maps)
    assert full.sources == less.sources
    assert full.unused == less.unused
    assert full.problems == less.problems == ()


def test_no_alias_is_protected_and_none_feeds_the_score_with_what_must_not() -> None:
    for table in ALIASES.values():
        for column, aliases in table.items():
            for alias in aliases:
                assert protected_attribute(alias) is None, alias
                assert not (feeds_score(column) and is_unscored(alias)), (column, alias)
    for alias in (*FIRST_NAMES, *LAST_NAMES, *INFIXES, *TEACHING):
        assert protected_attribute(alias) is None, alias


def test_every_alias_alone_fills_its_column() -> None:
    for kind, table in ALIASES.items():
        for column, aliases in table.items():
            for alias in aliases:
                beside = ["skills"] if column == "offers" else []
                made = plan([alias, *beside], kind=kind)  # type: ignore[arg-type]
                filled = {*made.sources, *(("name",) if made.name_parts else ())}
                if alias_key(alias) in map(alias_key, table.get("id", ())) and column != "id":
                    continue
                assert column in filled, (kind, column, alias, made.sources)


def test_joint_problems_forgive_a_map_that_another_file_needs() -> None:
    maps = ["Crew=department", "Team=goals", "Nope=level", "Rating=target"]
    policy = Policy(columns=Columns.model_validate({"Grad": "level", "Rang": "capacity"}))
    juniors = plan("id,Crew", *maps, policy=policy)
    seniors = plan("id,Team", *maps, policy=policy)
    found = joint_problems([juniors, seniors])
    unfound = {"Nope=level", "Rang=capacity"}
    assert {problem.value for problem in found} == {*unfound, "Rating=target"}
    orphan = next(problem for problem in found if problem.value == "Rating=target")
    assert "is for a column that none of the files given has" in str(orphan)
    wants = plan("id,skill,Rating", *maps, policy=policy, kind="wants")
    assert {p.value for p in joint_problems([juniors, seniors, wants])} == unfound
