"""What languages call themselves, and what English calls them.

From Unicode CLDR by way of Babel, which would have to open one file a language (half a
second) to find the language that a name belongs to; English names are here as well so that
most rosters need no Babel at all. Tests compare both tables with Babel.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ENGLISH_NAMES", "OWN_NAMES"]

# Code, then the name.
OWN_NAMES: Final = """
aa Qafar|ab Аԥсшәа|af Afrikaans|agq Aghem|ak Akan|am አማርኛ|an aragonés|ann Obolo|ar العربية
arn Mapudungun|as অসমীয়া|asa Kipare|ast asturianu|az azərbaycan|ba башҡорт теле|bal بلۆچی
bas Ɓàsàa|be беларуская|bem Ichibemba|bew Betawi|bez Hibena|bg български|bgc हरियाणवी
bgn بلوچی (رخشانی)|bho भोजपुरी|blo anii kagɩja|blt ꪼꪕꪒꪾ|bm bamanakan|bn বাংলা|bo བོད་སྐད་
br brezhoneg|brx बर’|bs bosanski|bss Akoose|byn ብሊን|ca català|cad Caddo|cch Atsam
ccp 𑄌𑄋𑄴𑄟𑄳𑄦|ce нохчийн|ceb Cebuano|cgg Rukiga|cho Chahta|chr ᏣᎳᎩ|cic Chikashshanompaʼ
ckb کوردیی ناوەندی|co corsu|cs čeština|csw ᓀᐦᐃᓇᐍᐏᐣ|cu церковнослове́нскїй|cv чӑваш
cy Cymraeg|da dansk|dav Kitaita|de Deutsch|dje Zarmaciine|doi डोगरी|dsb dolnoserbšćina
dua duálá|dv ދިވެހިބަސް|dyo joola|dz རྫོང་ཁ|ebu Kĩembu|ee eʋegbe|el Ελληνικά|en English
eo Esperanto|es español|et eesti|eu euskara|ewo ewondo|fa فارسی|ff Pulaar|fi suomi
fil Filipino|fo føroyskt|fr français|frr Nordfriisk|fur furlan|fy Frysk|ga Gaeilge|gaa Gã
gd Gàidhlig|gez ግዕዝኛ|gl galego|gn avañe’ẽ|gsw Schwiizertüütsch|gu ગુજરાતી|guz Ekegusii
gv Gaelg|ha Hausa|haw ʻŌlelo Hawaiʻi|he עברית|hi हिन्दी|hnj 𞄀𞄄𞄰𞄩𞄍𞄜𞄰|hr hrvatski
hsb hornjoserbšćina|ht Kreyòl Ayisyen|hu magyar|hy հայերեն|ia interlingua|id Indonesia
ie Interlingue|ig Igbo|ii ꆈꌠꉙ|io Ido|is íslenska|it italiano|iu ᐃᓄᒃᑎᑐᑦ|ja 日本語
jbo la .lojban.|jgo Ndaꞌa|jmc Kimachame|jv Jawa|ka ქართული|kaa қарақалпақша|kab Taqbaylit
kaj Kaje|kam Kikamba|kcg Katab|kde Chimakonde|kea kabuverdianu|ken Kɛnyaŋ|kgp kanhgág
khq Koyra ciini|ki Gikuyu|kk қазақ тілі|kkj kakɔ|kl kalaallisut|kln Kalenjin|km ខ្មែរ
kn ಕನ್ನಡ|ko 한국어|kok कोंकणी|kpe Kpɛlɛɛ|ks کٲشُر|ksb Kishambaa|ksf rikpa|ksh Kölsch
ku kurdî (kurmancî)|kw kernewek|kxv kuvi|ky кыргызча|la Latina|lag Kɨlaangi
lb Lëtzebuergesch|lg Luganda|lij ligure|lkt Lakȟólʼiyapi|lmo Lombard|ln lingála|lo ລາວ
lrc لۊری شومالی|lt lietuvių|ltg latgalīšu|lu Tshiluba|luo Dholuo|luy Luluhia|lv latviešu
mai मैथिली|mas Maa|mdf мокшень кяль|mer Kĩmĩrũ|mfe kreol morisien|mg Malagasy|mgh Makua
mgo metaʼ|mi Māori|mic Lʼnuiʼsuti|mk македонски|ml മലയാളം|mn монгол|mni মৈতৈলোন্
moh Kanienʼkéha|mr मराठी|ms Melayu|mt Malti|mua MUNDAŊ|mus Mvskoke|my မြန်မာ
myv эрзянь кель|mzn مازرونی|naq Khoekhoegowab|nb norsk bokmål|nd isiNdebele
nds Neddersass’sch|ne नेपाली|nl Nederlands|nmg Kwasio|nn norsk nynorsk
nnh Shwóŋò ngiembɔɔn|no norsk|nqo ߒߞߏ|nr isiNdebele|nso Sesotho sa Leboa|nus Thok Nath
nv Diné Bizaad|ny Nyanja|nyn Runyankore|oc occitan|om Oromoo|or ଓଡ଼ିଆ|os ирон|osa 𐓏𐓘𐓻𐓘𐓻𐓟
pa ਪੰਜਾਬੀ|pap Papiamentu|pcm Naijíriá Píjin|pis Pijin|pl polski|prg prūsiskan|ps پښتو
pt português|qu Runasimi|quc Kʼicheʼ|raj राजस्थानी|rhg 𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝|rif Tarifit|rm rumantsch
rn Ikirundi|ro română|rof Kihorombo|ru русский|rw Ikinyarwanda|rwk Kiruwa|sa संस्कृत भाषा
sah саха тыла|saq Kisampur|sat ᱥᱟᱱᱛᱟᱲᱤ|sbp Ishisangu|sc sardu|scn sicilianu|sd سنڌي
sdh کوردی خوارگ|se davvisámegiella|seh sena|ses Koyraboro senni|sg Sängö|shi ⵜⴰⵛⵍⵃⵉⵜ
shn တႆး|si සිංහල|sid Sidaamu Afo|sk slovenčina|sl slovenščina|sma Åarjelsaemien gïele
smj julevsámegiella|smn anarâškielâ|sms sääʹmǩiõll|sn chiShona|so Soomaali|sq shqip
sr српски|ss siSwati|ssy Saho|st Sesotho|su Basa Sunda|sv svenska|sw Kiswahili|syr ܣܘܪܝܝܐ
szl ślōnski|ta தமிழ்|te తెలుగు|teo Kiteso|tg тоҷикӣ|th ไทย|ti ትግርኛ|tig ትግረ|tk türkmen dili
tn Setswana|to lea fakatonga|tok toki pona|tpi Tok Pisin|tr Türkçe|trv patas Taroko
trw توروالی|ts Xitsonga|tt татар|twq Tasawaq senni|tzm Tamaziɣt n laṭlaṣ|ug ئۇيغۇرچە
uk українська|ur اردو|uz o‘zbek|vai ꕙꔤ|ve Tshivenḓa|vec veneto|vi Tiếng Việt|vmw emakhuwa
vo Volapük|vun Kyivunjo|wa walon|wae Walser|wal ወላይታቱ|wbp Warlpiri|wo Wolof|xh IsiXhosa
xnr कांगड़ी|xog Olusoga|yav nuasue|yi ייִדיש|yo Èdè Yorùbá|yrl nheẽgatu|yue 粵語
za Vahcuengh|zgh ⵜⴰⵎⴰⵣⵉⵖⵜ|zh 中文|zu isiZulu
"""

ENGLISH_NAMES: Final = """
aa Afar|ab Abkhazian|af Afrikaans|agq Aghem|ak Akan|am Amharic|an Aragonese|ann Obolo|ar Arabic
arn Mapuche|as Assamese|asa Asu|ast Asturian|az Azerbaijani|ba Bashkir|bal Baluchi|bas Basaa
be Belarusian|bem Bemba|bew Betawi|bez Bena|bg Bulgarian|bgc Haryanvi|bgn Western Balochi
bho Bhojpuri|blo Anii|blt Tai Dam|bm Bambara|bn Bangla|bo Tibetan|br Breton|brx Bodo|bs Bosnian
bss Akoose|byn Blin|ca Catalan|cad Caddo|cch Atsam|ccp Chakma|ce Chechen|ceb Cebuano|cgg Chiga
cho Choctaw|chr Cherokee|cic Chickasaw|ckb Central Kurdish|co Corsican|cs Czech|csw Swampy Cree
cu Church Slavic|cv Chuvash|cy Welsh|da Danish|dav Taita|de German|dje Zarma|doi Dogri
dsb Lower Sorbian|dua Duala|dv Divehi|dyo Jola-Fonyi|dz Dzongkha|ebu Embu|ee Ewe|el Greek
en English|eo Esperanto|es Spanish|et Estonian|eu Basque|ewo Ewondo|fa Persian|ff Fula|fi Finnish
fil Filipino|fo Faroese|fr French|frr Northern Frisian|fur Friulian|fy Western Frisian|ga Irish
gaa Ga|gd Scottish Gaelic|gez Geez|gl Galician|gn Guarani|gsw Swiss German|gu Gujarati|guz Gusii
gv Manx|ha Hausa|haw Hawaiian|he Hebrew|hi Hindi|hnj Hmong Njua|hr Croatian|hsb Upper Sorbian
ht Haitian Creole|hu Hungarian|hy Armenian|ia Interlingua|id Indonesian|ie Interlingue|ig Igbo
ii Sichuan Yi|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese|jbo Lojban|jgo Ngomba
jmc Machame|jv Javanese|ka Georgian|kaa Kara-Kalpak|kab Kabyle|kaj Jju|kam Kamba|kcg Tyap
kde Makonde|kea Kabuverdianu|ken Kenyang|kgp Kaingang|khq Koyra Chiini|ki Kikuyu|kk Kazakh
kkj Kako|kl Kalaallisut|kln Kalenjin|km Khmer|kn Kannada|ko Korean|kok Konkani|kpe Kpelle
ks Kashmiri|ksb Shambala|ksf Bafia|ksh Colognian|ku Kurdish|kw Cornish|kxv Kuvi|ky Kyrgyz|la Latin
lag Langi|lb Luxembourgish|lg Ganda|lij Ligurian|lkt Lakota|lmo Lombard|ln Lingala|lo Lao
lrc Northern Luri|lt Lithuanian|ltg Latgalian|lu Luba-Katanga|luo Luo|luy Luyia|lv Latvian
mai Maithili|mas Masai|mdf Moksha|mer Meru|mfe Morisyen|mg Malagasy|mgh Makhuwa-Meetto|mgo Metaʼ
mi Māori|mic Mi'kmaw|mk Macedonian|ml Malayalam|mn Mongolian|mni Manipuri|moh Mohawk|mr Marathi
ms Malay|mt Maltese|mua Mundang|mus Muscogee|my Burmese|myv Erzya|mzn Mazanderani|naq Nama
nb Norwegian Bokmål|nd North Ndebele|nds Low German|ne Nepali|nl Dutch|nmg Kwasio
nn Norwegian Nynorsk|nnh Ngiemboon|no Norwegian|nqo N’Ko|nr South Ndebele|nso Northern Sotho
nus Nuer|nv Navajo|ny Nyanja|nyn Nyankole|oc Occitan|om Oromo|or Odia|os Ossetic|osa Osage
pa Punjabi|pap Papiamento|pcm Nigerian Pidgin|pis Pijin|pl Polish|prg Prussian|ps Pashto
pt Portuguese|qu Quechua|quc Kʼicheʼ|raj Rajasthani|rhg Rohingya|rif Riffian|rm Romansh|rn Rundi
ro Romanian|rof Rombo|ru Russian|rw Kinyarwanda|rwk Rwa|sa Sanskrit|sah Yakut|saq Samburu
sat Santali|sbp Sangu|sc Sardinian|scn Sicilian|sd Sindhi|sdh Southern Kurdish|se Northern Sami
seh Sena|ses Koyraboro Senni|sg Sango|shi Tachelhit|shn Shan|si Sinhala|sid Sidamo|sk Slovak
sl Slovenian|sma Southern Sami|smj Lule Sami|smn Inari Sami|sms Skolt Sami|sn Shona|so Somali
sq Albanian|sr Serbian|ss Swati|ssy Saho|st Southern Sotho|su Sundanese|sv Swedish|sw Swahili
syr Syriac|szl Silesian|ta Tamil|te Telugu|teo Teso|tg Tajik|th Thai|ti Tigrinya|tig Tigre
tk Turkmen|tn Tswana|to Tongan|tok Toki Pona|tpi Tok Pisin|tr Turkish|trv Taroko|trw Torwali
ts Tsonga|tt Tatar|twq Tasawaq|tzm Central Atlas Tamazight|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek
vai Vai|ve Venda|vec Venetian|vi Vietnamese|vmw Makhuwa|vo Volapük|vun Vunjo|wa Walloon|wae Walser
wal Wolaytta|wbp Warlpiri|wo Wolof|xh Xhosa|xnr Kangri|xog Soga|yav Yangben|yi Yiddish|yo Yoruba
yrl Nheengatu|yue Cantonese|za Zhuang|zgh Standard Moroccan Tamazight|zh Chinese|zu Zulu
"""
