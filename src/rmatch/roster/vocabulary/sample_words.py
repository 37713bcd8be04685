"""What sample rosters are made of: invented people's names, sites, departments, skills."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AVAILABLE",
    "DEPARTMENTS",
    "GOALS",
    "JUNIOR_TOPICS",
    "SENIOR_TOPICS",
    "SITES",
    "Culture",
    "Site",
]


@dataclass(frozen=True, slots=True)
class Culture:
    """Names of one tongue, two lists of given names and one of family names."""

    given: tuple[tuple[str, ...], tuple[str, ...]]
    family: tuple[str, ...]
    family_first: bool = False
    joined: str = " "


@dataclass(frozen=True, slots=True)
class Site:
    """An office: its zone as people write it, its tongue, whose names are usual there."""

    share: int
    zones: tuple[str, ...]
    language: str
    cultures: tuple[Culture, ...]


def _culture(
    first: str, second: str, family: str, *, family_first: bool = False, joined: str = " "
) -> Culture:
    return Culture(
        (tuple(first.split()), tuple(second.split())), tuple(family.split()), family_first, joined
    )


_ENGLISH = _culture(
    "Alice Beth Chloe Daisy Edith Freya Grace Hazel Imogen Jade Kezia Lorna Maeve Nell Olive Poppy",
    "Adam Blake Callum Dylan Ewan Felix Gareth Hugh Isaac Jonah Kieran Lewis Miles Noah Owen Rhys",
    "Abbott Bexley Carrow Dunmore Ellwood Farley Gillham Harrow Ingram Jessop Kendrick Larkin "
    "Marlowe Norwell O'Hara Penrose Quill Radley Selwyn Thorne",
)
_GERMAN = _culture(
    "Anneliese Birgit Clara Dörte Elif Franziska Greta Heike Ida Jördis Käthe Lotte Mareike Nele",
    "Arne Björn Cem Dirk Emil Fritz Götz Henning Ingo Jürgen Karsten Lutz Matthäus Niklas",
    "Ackermann Böhm Dönitz-Krause Eßer Fährmann Größ Hübner Jäger Köhler Lübke Müllner Nößler "
    "Rößner Schütz Thürmer Weiß Yıldız Zöllner",
)
_FRENCH = _culture(
    "Aurélie Bérénice Céline Delphine Élodie Françoise Gaëlle Héloïse Inès Joëlle Léa Maëlys Zoé",
    "Aurélien Benoît Cédric Désiré Étienne François Grégoire Hervé Jérôme Loïc Noël Rémi Théo",
    "Aubépin Bélanger Côté Dufrêne Éluard-Roy Fèvre Guérin Hénault Lefèbvre Maçon Néraud Pâquet "
    "Rozière Sénéchal Thévenin Vérité",
)
_IBERIAN = _culture(
    "Ainhoa Begoña Conceição Dolores Estíbaliz Fátima Graça Inês Lucía Marília Núria Rocío Sofía",
    "Álvaro Bartolomé César Diogo Estêvão Félix Germán Íñigo João Joaquín Luís Martín Simão",
    "Almeida Baños Carvalhão Domínguez Espíndola Ferrão Gonçalves Ibáñez Magalhães Muñiz Núñez "
    "Ordóñez Peña Quiñones Simões Vázquez",
)
_NORDIC = _culture(
    "Åsa Birgitta Dagný Elín Frøydis Guðrún Hjördís Ingibjörg Kirsi Liv Märta Sølvi Þóra Ylva",
    "Aðalsteinn Bjørn Dag Eiður Frode Gösta Håkon Ísak Jörgen Kåre Lárus Mikael Øystein Sævar",
    "Ågren Bergström Dahl-Sørensen Einarsdóttir Fjällgren Grønli Højgaard Jónasson Kjærgaard "
    "Lindström Mäkelä Nygård Øverli Sjöholm Þorvaldsson Virtanen",
)
_SLAVIC = _culture(
    "Agnieszka Božena Čestmíra Danuta Grażyna Hana Jagoda Kateřina Ľubica Małgorzata Renáta Żaneta",
    "Andrzej Bohumil Ćiro Dušan František Grzegorz Jiří Krzysztof Łukasz Matěj Stjepan Zdeněk",
    "Brzęczyszcz Černý Dvořáček Gąsiorowska Hłasko Jakubčík Kovačević Łopata Mącznik Novotná "
    "Ostrowska Příhoda Ščasný Święcicki Wójtowicz Żurawski",
)
_TURKISH = _culture(
    "Ayşe Buğlem Çiğdem Elçin Gülşen Hatice İpek Müge Nilüfer Özge Şule Ümran",
    "Ağah Barış Cengiz Çağrı Doğukan Görkem İlker Kağan Oğuz Ömür Şahin Ünal",
    "Akıncı Bülbül Çetinkaya Doğanay Eroğlu Güneş İnanç Karadağ Özsoy Şimşek Türkoğlu Yıldırım",
)
_GREEK = _culture(
    "Αγγελική Βασιλική Δέσποινα Ελένη Ζωή Θάλεια Καλλιόπη Μυρτώ Ξένια Χρυσάνθη",
    "Αλέξης Βαγγέλης Γρηγόρης Δημοσθένης Ηλίας Κωστής Λουκάς Μιχάλης Παύλος Στέλιος",
    "Αργυρού Βλάχος Γαλάνη Δρακόπουλος Ζαχαρίου Καλογεράς Λαμπράκη Μελάς Ρήγας Φωτεινού",
)
_CYRILLIC = _culture(
    "Аліна Богдана Вікторія Дарина Євгенія Злата Ївга Леся Мирослава Оксана Соломія Яна",
    "Андрій Богдан Віталій Григорій Данило Євген Ігор Левко Мирон Назар Остап Тарас",
    "Бондаренко Вербицька Гнатюк Діброва Журавель Зінченко Коваль Лозова Мельник Прийма Стельмах",
)
_ARABIC = _culture(
    "أمل بسمة جميلة دانة رانيا سلمى شيماء عبير فرح ليلى مها نور",
    "أحمد بشير جمال خالد رامي سامي طارق عادل فارس كريم ماهر ياسر",
    "البستاني الجبوري الحداد الخياط الرفاعي الشامي الصائغ العطار القصاب النجار الهاشمي",
)
_HEBREW = _culture(
    "אורלי דליה הדס יעל מיכל נועה עדי רותם שירה תמר",
    "אלון בועז גיל דרור יואב ליאור נדב עומר רונן שחר",
    "אלמוג ברקת גולן דגן הראל כרמי לביא נחמני סלע שפירא",
)
_INDIAN = _culture(
    "Aishwarya Bhavani Charulata Deepika Gayatri Ishani Jyotsna Kavitha Lakshmi Meenal Nandini",
    "Aarav Balaji Chirag Devendra Ganesh Harish Ishaan Jayant Kartik Madhav Nikhil Raghav",
    "Acharya Bhatnagar Chaudhuri Deshpande Gopalan Iyer Joshi Kulkarni Mukherjee Nambiar Pillai "
    "Raghunathan Subramanian Venkatesh",
)
_DEVANAGARI = _culture(
    "अनामिका उषा काव्या चित्रा तारा नेहा पूजा मीरा राधिका सुनीता",
    "अर्जुन आदित्य किशोर गौरव दिनेश नवीन प्रकाश मोहन रोहित विजय",
    "अग्रवाल कपूर गुप्ते चतुर्वेदी जोशी त्रिपाठी नायर पाटील मिश्रा शर्मा",
)
_CHINESE = _culture(
    "雅婷 欣怡 晓梅 静雯 思涵 美玲 佳慧 诗雨 婉清 若兰",
    "志强 伟杰 俊豪 明轩 建国 浩然 天宇 文斌 嘉诚 子墨",
    "欧阳 慕容 沈 陆 程 邵 龚 顾 魏 薛 潘 夏",
    family_first=True,
    joined="",
)
_JAPANESE = _culture(
    "葵 陽菜 美咲 さくら 千尋 奈々 小百合 結衣 真央 香織",
    "蓮 大翔 健太 拓海 翔平 直樹 一郎 和也 修 誠",
    "秋山 石黒 上杉 榎本 大塚 片桐 北川 黒木 佐伯 早乙女 高梨 西園寺",
    family_first=True,
)
_KOREAN = _culture(
    "가영 나래 다은 미소 보라 서윤 은지 지혜 하늘 혜진",
    "건우 동현 민준 상호 성민 영호 재석 준서 태양 현우",
    "강 구 남궁 노 도 문 배 서 선우 안 오 황보",
    family_first=True,
    joined="",
)
_VIETNAMESE = _culture(
    "Ánh Bích Diễm Hạnh Hương Khuê Lệ Mỹ Ngọc Phượng Quỳnh Thủy",
    "Bảo Cường Đạt Đức Hưng Khánh Lộc Nghĩa Phúc Quốc Sơn Vượng",
    "Bùi Châu Đặng Đỗ Dương Hồ Lê Ngô Phạm Trần Trương Vũ",
    family_first=True,
)
_AFRICAN = _culture(
    "Abeni Chiamaka Ekua Folasadé Ìfẹ́ Kẹ́hìndé Makena Naledi Thandiwe Wanjikũ Yaa Zanele",
    "Adébáyọ̀ Chukwuemeka Ekow Fẹ́mi Jabulani Kamau Kwabena Lwazi Olúwaṣeun Sipho Tendai Yaw",
    "Adéyẹmí Boateng Chikwendu Dlamini Ekwueme Kariũki Mabaso Nkosi Ọlátúnjí Owusu Wambũi Zulu",
)
_PACIFIC = _culture(
    "Anahera Hinemoa Kahurangi Māhina Ngaio Pōneke Rāwinia Talia",
    "Ariki Hēmi Kāhu Manaaki Nīkau Rāwiri Tāne Wiremu",
    "Hōhepa Kāretu Māhuta Ngātai Pāora Rēweti Tūhoe Whāriki",
)

SITES = (
    Site(
        22,
        ("Europe/London", "Europe/London", "GMT Standard Time"),
        "English",
        (_ENGLISH, _ENGLISH, _INDIAN, _AFRICAN, _SLAVIC),
    ),
    Site(
        14,
        ("Europe/Berlin", "Europe/Berlin", "W. Europe Standard Time"),
        "German",
        (_GERMAN, _GERMAN, _TURKISH, _SLAVIC),
    ),
    Site(
        10,
        ("Europe/Paris",),
        "French",
        (_FRENCH, _FRENCH, _ARABIC, _VIETNAMESE),
    ),
    Site(
        7,
        ("Europe/Madrid", "Europe/Lisbon"),
        "Spanish",
        (_IBERIAN,),
    ),
    Site(
        5,
        ("Europe/Stockholm", "Atlantic/Reykjavik"),
        "Swedish",
        (_NORDIC,),
    ),
    Site(
        5,
        ("Europe/Warsaw", "Europe/Prague"),
        "Polish",
        (_SLAVIC,),
    ),
    Site(
        3,
        ("Europe/Athens",),
        "Greek",
        (_GREEK,),
    ),
    Site(
        3,
        ("Europe/Kyiv",),
        "Ukrainian",
        (_CYRILLIC,),
    ),
    Site(
        3,
        ("Europe/Istanbul",),
        "Turkish",
        (_TURKISH,),
    ),
    Site(
        3,
        ("Asia/Jerusalem",),
        "Hebrew",
        (_HEBREW, _ARABIC),
    ),
    Site(
        3,
        ("Asia/Dubai", "Africa/Cairo"),
        "Arabic",
        (_ARABIC, _INDIAN),
    ),
    Site(
        4,
        ("Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg"),
        "English",
        (_AFRICAN,),
    ),
    Site(
        8,
        ("Asia/Kolkata", "UTC+05:30", "India Standard Time"),
        "Hindi",
        (_INDIAN, _DEVANAGARI),
    ),
    Site(
        6,
        ("America/New_York", "Eastern Standard Time"),
        "English",
        (_ENGLISH, _IBERIAN, _CHINESE, _KOREAN),
    ),
    Site(
        3,
        ("America/Sao_Paulo", "America/Mexico_City"),
        "Portuguese",
        (_IBERIAN,),
    ),
    Site(
        4,
        ("Asia/Singapore", "Asia/Ho_Chi_Minh"),
        "Chinese",
        (_CHINESE, _VIETNAMESE, _INDIAN),
    ),
    Site(
        4,
        ("Asia/Tokyo",),
        "Japanese",
        (_JAPANESE, _JAPANESE, _KOREAN),
    ),
    Site(
        2,
        ("Asia/Seoul",),
        "Korean",
        (_KOREAN,),
    ),
    Site(
        1,
        ("Pacific/Auckland", "Australia/Adelaide"),
        "English",
        (_PACIFIC, _ENGLISH),
    ),
)

DEPARTMENTS = tuple(
    f"{department}/{part}"
    for department, parts in (
        ("Sales", "EMEA Americas Asia"),
        ("Marketing", "Brand Digital"),
        ("Finance", "Controlling Treasury Tax"),
        ("Engineering", "Platform Products Quality Data"),
        ("Operations", "Logistics Procurement"),
        ("People", "Talent Learning"),
        ("Legal", "Contracts Compliance"),
        ("Service", "Field Helpdesk"),
    )
    for part in parts.split()
)

# What juniors are more often strong in here than seniors; both lists occur on both sides.
JUNIOR_TOPICS = (
    "generative AI", "prompt writing", "Python", "SQL", "data visualisation", "spreadsheet models",
    "machine learning basics", "low-code apps", "workflow automation", "cloud basics",
    "cyber hygiene", "social media", "short video", "podcasting", "live streaming",
    "community building", "influencer work", "search engines", "web analytics", "A/B testing",
    "UX research", "UI design", "design thinking", "3D printing", "virtual reality",
    "gaming culture",
    "e-commerce", "mobile payments", "crypto assets", "open source", "agile delivery",
    "remote collaboration", "chat etiquette", "async writing", "accessibility of documents",
    "sustainable choices", "circular economy", "employer branding", "youth markets",
    "new work culture",
)  # fmt: skip
SENIOR_TOPICS = (
    "people leadership", "strategy", "negotiation", "budgeting", "public speaking",
    "stakeholder management", "mergers", "crisis management", "contract law", "key accounts",
    "board reporting", "supply chains", "labour relations", "risk management", "coaching",
    "project governance", "pricing", "change management", "industry networks", "delegation",
)  # fmt: skip

GOALS = (
    "networking", "new ways of working", "inclusion", "visibility", "career advice", "innovation",
    "customer insight", "confidence", "feedback", "culture change", "digital habits", "wellbeing",
    "international experience", "writing",
)  # fmt: skip

AVAILABLE = (
    "Mon-Fri 09:00-17:00",
    "Mon-Thu 08:30-16:30",
    "Tue-Fri 10:00-18:00",
    "Mon 09:00-12:00; Wed afternoon; Fri 09:00-12:00",
    "Tue morning; Wed morning; Thu 10:00-16:00",
    "Mon, Wed, Fri 09:00-15:00",
    "Mon-Fri 11:00-19:00",
)
