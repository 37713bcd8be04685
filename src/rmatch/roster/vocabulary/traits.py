"""Words of headings about protected traits, by trait: what the audit quarantines.

An expression is one word or several in a row, without case and accents; a final ``*`` stands
for any ending, for the tongues that join words. Words match whole: ``age`` is not in ``page``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["TRAITS"]

_AGE = """
age; ages; aged; agegroup; agerange; ageband; agebracket; ageinyears; years old; year old;
how old; alter; alters*; lebensalter; tranche d'age; edad; edades; eta; fascia d'eta; idade;
faixa etaria; leeftijd*
"""
_BIRTH = """
birth; births; birthdate; birthday; birthyear; birthplace; birthmonth; born; dob; yob;
dateofbirth; yearofbirth; placeofbirth; countryofbirth; bday; b day; geburt*; geb; gebdat;
gebdatum; gebjahr; naissance; ne le; nee le; ne e le; datenaissance; nacimiento;
fechanacimiento; nascita; datanascita; nato il; nata il; nascimento; datanascimento; geboorte*;
geboren; cumpleanos; aniversario; compleanno; anniversaire; verjaardag
"""
_GENERATION = """
generation; generations; generational; gen x; gen y; gen z; boomer; boomers; millennial;
millennials; generationen; generationszugehoerigkeit; generationszugehorigkeit; jahrgang;
generacion; generazione; geracao; generatie
"""
_GRADUATION = """
graduation; graduationyear; gradyear; grad year; graduated; year graduated; year of degree;
degree year; class year; class of; year of leaving school; abschlussjahr; jahr des abschlusses;
annee de diplome; annee du diplome; annee d'obtention du diplome; ano de graduacion; graduacion;
anno di laurea; anno di diploma; anno laurea; ano de formatura; ano de graduacao; formatura;
afstudeerjaar; jaar van afstuderen
"""
_GENDER = """
gender; genders; genderidentity; transgender; nonbinary; non binary; cisgender; female; male;
woman; women; salutation; anrede; geschlecht*; gender*; genre; civilite; genero; genere;
frau; frauen; femme; femmes; homme; mujer; mujeres; hombre; donna; donne; mulher; mulheres;
homem; vrouw; vrouwen; geslacht; geslachtsidentiteit; aanhef; genderidentiteit
"""
_SEX = "sex; sexe; sexo; sesso"
_PRONOUNS = """
pronoun; pronouns; pronomen; personalpronomen; pronom; pronoms; pronombre; pronombres; pronomi;
pronome; pronomes; voornaamwoord; voornaamwoorden
"""
_ETHNICITY = """
ethnicity; ethnicities; ethnic; ethnical; ethnicgroup; ethnicorigin; eeo; eeo1; bame; bipoc;
hispanic; latino; latina; latinx; indigenous; aboriginal; caste; ancestry; minority;
ethni*; herkunft; abstammung; migrationshintergrund; minderheit; ethnie; ethnique; ethniques;
origine ethnique; etnia; etnico; etnica; origen etnico; etnicidad; origine etnica; etnicidade;
etniciteit; etnisch; etnische; afkomst; migratieachtergrond
"""
_RACE = """
race; races; racial; skin colour; skin color; rasse; hautfarbe; couleur de peau; raza; razas;
raca; racas; razza; cor raca; raca cor; cor da pele; ras; huidskleur
"""
_NATIONALITY = """
nationality; nationalities; citizenship; citizenships; national origin; country of
origin; immigration; immigrant; visa status; nationalitat*; nationalitaet*; staatsangehor*;
staatsangehoer*; staatsburger*; staatsbuerger*; herkunftsland; nationalite; nationalites;
citoyennete; pays d'origine; nacionalidad; nacionalidades; ciudadania; pais de origen;
nazionalita; cittadinanza; paese di origine; paese d'origine; nacionalidade; cidadania;
pais de origem; nationaliteit; nationaliteiten; staatsburgerschap; land van herkomst; herkomst
"""
_RELIGION = """
religion; religions; religious; religiousbelief; faith; belief; beliefs; creed; church tax;
religion*; religios*; religioes*; konfession*; glaube*; kirchensteuer*; kirchenzugehorigkeit;
croyance; croyances; religieux; religieuse; religiosa; religioso; creencia; creencias; fe religiosa;
religione; credo; fede religiosa; religiao; crenca; crencas; religie; geloof; geloofsovertuiging;
levensovertuiging
"""
_DISABILITY = """
disability; disabilities; disabled; disabilitystatus; impairment; impairments; handicap;
handicaps; handicapped; neurodiversity; neurodivergent; neurodiverse; behinder*; schwerbehind*;
gdb; grad der behinderung; handicape; handicapee; rqth; invalidite; discapacidad; discapacidades;
minusvalia; discapacitado; discapacitada; disabilita; disabile; invalidita; categoria protetta;
categorie protette; deficiencia; deficiencias; pcd; deficiente; beperking; arbeidsbeperking;
arbeidshandicap; gehandicapt; invaliditeit
"""
_HEALTH = """
health; healthcondition; healthstatus; medical; illness; illnesses; sickness; sick; diagnosis;
menopause; mental health; gesundheit*; krankheit*; krankentage; krankenstand; krankmeldung*;
sante; maladie; medicale; medical condition; salud; enfermedad; medico; medica; salute;
malattia; saude; doenca; gezondheid*; ziekte*; ziekteverzuim
"""
_ORIENTATION = """
orientation; orientations; sexualorientation; sexuality; sexual; lgb; lgbt; lgbtq; lgbti; lgbtqi;
lgbtqia; lgbtqa; queer; gay; lesbian; bisexual; heterosexual; homosexual; orientierung; sexuelle;
sexualitat; sexualitaet; sexuelles; sexualite; orientacion; sexualidad; orientamento;
sessuale; sessualita; orientacao; sexualidade; geaardheid; seksuele; seksualiteit; orientatie
"""
_VETERAN = """
veteran; veterans; veteranstatus; ex military; military; ex forces; armed forces; reservist;
veteran*; militar*; wehrdienst; ancien combattant; anciens combattants; veterano; veterana;
veterani; veteranos; veteraan; veteranen; militair
"""
_PREGNANCY = """
pregnancy; pregnant; maternity; maternal; paternity; breastfeeding; schwanger*; mutterschutz*;
mutterschaft*; vaterschaft*; grossesse; enceinte; maternite; paternite; embarazo; embarazada;
maternidad; paternidad; gravidanza; incinta; maternita; paternita; gravidez; gravida; gestante;
maternidade; paternidade; zwanger*; moederschap*; vaderschap*; bevallingsverlof
"""
_PARENTAL = """
parental; parenthood; parents; parentalstatus; parentalleave; children; childcare;
dependents; dependants; carer; caregiver; caring responsibilities; elternzeit*; elternschaft;
elternteil; kinder; kinderzahl; kinderfreibetrag; enfant; enfants; parentale; hijos; hijas;
hijo; hija; parentalidad; figli; figlio; genitoriale; filhos; filho; parentalidade; kinderen;
ouderschap*; mantelzorg*
"""
_MARITAL = """
marital; maritalstatus; married; marriage; spouse; divorced; widowed; family status;
familystatus; civil status; civil partnership; relationship status; familienstand; zivilstand;
verheiratet; ehepartner; ehegatte; etat civil; situation familiale; situation matrimoniale; marie;
mariee; conjoint; estado civil; casado; casada; conyuge; situacion familiar; stato civile; coniuge;
sposato; sposata; situacao conjugal; conjuge; burgerlijke staat; burgerlijke stand; gehuwd;
huwelijkse staat; echtgenoot; echtgenote
"""
_CRIMINAL = """
criminal; criminalrecord; conviction; convictions; offences; offenses; felony; vorstrafe*;
vorbestraft; fuhrungszeugnis; fuehrungszeugnis; casier judiciaire; condamnation; condamnations;
antecedentes penales; antecedentes; casellario; casellario giudiziale; precedenti penali;
condanne; antecedentes criminais; registo criminal; registro criminal; strafblad; strafrechtelijk;
strafrechtelijke; verklaring omtrent gedrag; vog
"""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(item.split()) for item in text.split(";") if item.strip())


TRAITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "age": _listed(_AGE),
        "birth": _listed(_BIRTH),
        "generation": _listed(_GENERATION),
        "graduation year": _listed(_GRADUATION),
        "gender": _listed(_GENDER),
        "sex": _listed(_SEX),
        "pronouns": _listed(_PRONOUNS),
        "ethnicity": _listed(_ETHNICITY),
        "race": _listed(_RACE),
        "nationality": _listed(_NATIONALITY),
        "religion": _listed(_RELIGION),
        "disability": _listed(_DISABILITY),
        "health": _listed(_HEALTH),
        "orientation": _listed(_ORIENTATION),
        "veteran": _listed(_VETERAN),
        "pregnancy": _listed(_PREGNANCY),
        "parental status": _listed(_PARENTAL),
        "marital status": _listed(_MARITAL),
        "criminal record": _listed(_CRIMINAL),
    }
)
