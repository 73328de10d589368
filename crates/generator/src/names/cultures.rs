//! The names themselves.

use super::Culture;

pub(super) const CULTURES: &[Culture] = &[
    // Twice: the names that are met most often.
    ENGLISH,
    ENGLISH,
    SPANISH,
    FRENCH,
    GERMAN,
    SLAVIC,
    TURKISH,
    VIETNAMESE,
    WEST_AFRICAN,
    CYRILLIC,
    GREEK,
    ARABIC,
    HAN,
    JAPANESE,
    HANGUL,
    DEVANAGARI,
];

/// English and Irish.
pub(super) const ENGLISH: Culture = Culture {
    given: &[
        ("Grace", "grace"), ("Owen", "owen"), ("Lily", "lily"), ("Jack", "jack"), ("Emma", "emma"),
        ("Noah", "noah"), ("Ruby", "ruby"), ("Henry", "henry"), ("Aoife", "aoife"), ("Niamh", "niamh"),
        ("Seán", "sean"), ("Róisín", "roisin"), ("Charlotte", "charlotte"), ("Samuel", "samuel"),
    ],
    family: &[
        ("Ashworth", "ashworth"), ("Brennan", "brennan"), ("Pritchard", "pritchard"),
        ("Whitfield", "whitfield"), ("Halloway", "halloway"), ("Gallagher", "gallagher"),
        ("O'Neil", "oneil"), ("O'Connor", "oconnor"), ("Fletcher", "fletcher"), ("Hughes", "hughes"),
        ("Bennett", "bennett"), ("Mackenzie", "mackenzie"), ("Smith-Jones", "smithjones"),
        ("St. Clair", "stclair"),
    ],
};

/// Spanish and Portuguese.
const SPANISH: Culture = Culture {
    given: &[
        ("Sofía", "sofia"), ("Mateo", "mateo"), ("Lucía", "lucia"), ("Joaquín", "joaquin"),
        ("Inés", "ines"), ("Martín", "martin"), ("Ximena", "ximena"), ("Andrés", "andres"),
        ("João", "joao"), ("Beatriz", "beatriz"), ("Conceição", "conceicao"), ("Pedro", "pedro"),
    ],
    family: &[
        ("Herrera", "herrera"), ("Ibáñez", "ibanez"), ("Núñez", "nunez"), ("Quispe", "quispe"),
        ("Valdés", "valdes"), ("Peña", "pena"), ("García", "garcia"), ("Martínez", "martinez"),
        ("Almeida", "almeida"), ("Carvalho", "carvalho"), ("Gonçalves", "goncalves"),
        ("de la Cruz", "delacruz"),
    ],
};

/// French.
const FRENCH: Culture = Culture {
    given: &[
        ("Zoé", "zoe"), ("Anaïs", "anais"), ("Léa", "lea"), ("Théo", "theo"), ("Chloé", "chloe"),
        ("François", "francois"), ("Hélène", "helene"), ("Jérôme", "jerome"), ("Élodie", "elodie"),
        ("Noël", "noel"),
    ],
    family: &[
        ("Lefèvre", "lefevre"), ("Dubois", "dubois"), ("Gagné", "gagne"), ("Côté", "cote"),
        ("Bélanger", "belanger"), ("Garçon", "garcon"), ("D'Amboise", "damboise"), ("Moreau", "moreau"),
        ("Besançon", "besancon"), ("Fournier", "fournier"),
    ],
};

/// German and Scandinavian.
const GERMAN: Culture = Culture {
    given: &[
        ("Jürgen", "jurgen"), ("Lena", "lena"), ("Jonas", "jonas"), ("Käthe", "kathe"), ("Björn", "bjorn"),
        ("Freya", "freya"), ("Søren", "soren"), ("Åsa", "asa"), ("Lars", "lars"), ("Ingrid", "ingrid"),
        ("Tove", "tove"), ("Jörg", "jorg"),
    ],
    family: &[
        ("Müller", "mueller"), ("Weiß", "weiss"), ("Sørensen", "sorensen"), ("Lindqvist", "lindqvist"),
        ("Lund", "lund"), ("Baumann", "baumann"), ("Schäfer", "schaefer"), ("Größler", "groessler"),
        ("Ångström", "angstrom"), ("Bjørnstad", "bjornstad"), ("Køhler", "kohler"), ("Vogt", "vogt"),
    ],
};

/// Polish and Czech.
const SLAVIC: Culture = Culture {
    given: &[
        ("Tomasz", "tomasz"), ("Łucja", "lucja"), ("Zofia", "zofia"), ("Paweł", "pawel"),
        ("Agnieszka", "agnieszka"), ("Hana", "hana"), ("Jiří", "jiri"), ("Ondřej", "ondrej"),
        ("Lenka", "lenka"), ("Šárka", "sarka"),
    ],
    family: &[
        ("Zieliński", "zielinski"), ("Nowak", "nowak"), ("Wójcik", "wojcik"), ("Kamińska", "kaminska"),
        ("Dąbrowski", "dabrowski"), ("Kovářová", "kovarova"), ("Dvořák", "dvorak"), ("Novotný", "novotny"),
        ("Černý", "cerny"), ("Łuczak", "luczak"),
    ],
};

/// Turkish.
const TURKISH: Culture = Culture {
    given: &[
        ("Ayşe", "ayse"), ("Çağlar", "caglar"), ("Elif", "elif"), ("İbrahim", "ibrahim"),
        ("Gökçe", "goekce"), ("Işıl", "isil"), ("Ömer", "oemer"), ("Zeynep", "zeynep"),
    ],
    family: &[
        ("Yılmaz", "yilmaz"), ("Öztürk", "oeztuerk"), ("Şahin", "sahin"), ("Çelik", "celik"),
        ("Doğan", "dogan"), ("Kılıç", "kilic"), ("Aydın", "aydin"), ("Güneş", "guenes"),
    ],
};

/// Vietnamese.
const VIETNAMESE: Culture = Culture {
    given: &[
        ("Thảo", "thao"), ("Minh", "minh"), ("Ngọc", "ngoc"), ("Đức", "duc"), ("Hương", "huong"),
        ("Tuấn", "tuan"), ("Phượng", "phuong"), ("Quân", "quan"),
    ],
    family: &[
        ("Nguyễn", "nguyen"), ("Trần", "tran"), ("Lê", "le"), ("Phạm", "pham"), ("Hoàng", "hoang"),
        ("Đặng", "dang"), ("Bùi", "bui"), ("Võ", "vo"),
    ],
};

/// Yoruba, Igbo and Akan.
const WEST_AFRICAN: Culture = Culture {
    given: &[
        ("Amara", "amara"), ("Kwabena", "kwabena"), ("Ngozi", "ngozi"), ("Ifeoma", "ifeoma"),
        ("Ama", "ama"), ("Chiamaka", "chiamaka"), ("Tólá", "tola"), ("Bọ́lá", "bola"), ("Kofi", "kofi"),
        ("Yaa", "yaa"),
    ],
    family: &[
        ("Okafor", "okafor"), ("Ofori", "ofori"), ("Adeyemi", "adeyemi"), ("Eze", "eze"), ("Obi", "obi"),
        ("Mensah", "mensah"), ("Boateng", "boateng"), ("Ṣóyínká", "soyinka"), ("Nwosu", "nwosu"),
        ("Asante", "asante"),
    ],
};

/// Russian and Ukrainian.
const CYRILLIC: Culture = Culture {
    given: &[
        ("Олена", "olena"), ("Ингрид", "ingrid"), ("Дмитро", "dmytro"), ("Наталія", "nataliia"),
        ("Алексей", "aleksei"), ("Світлана", "svitlana"), ("Юрій", "yurii"), ("Марія", "mariia"),
        ("Фёдор", "fedor"), ("Ксения", "kseniia"),
    ],
    family: &[
        ("Шевчук", "shevchuk"), ("Соколова", "sokolova"), ("Коваленко", "kovalenko"),
        ("Щербак", "shcherbak"), ("Бондаренко", "bondarenko"), ("Зайцева", "zaitseva"),
        ("Ткаченко", "tkachenko"), ("Юрченко", "yurchenko"), ("Жуков", "zhukov"), ("Мельник", "melnyk"),
    ],
};

/// Greek.
const GREEK: Culture = Culture {
    given: &[
        ("Δημήτρης", "dimitris"), ("Ελένη", "eleni"), ("Γιώργος", "giorgos"), ("Κατερίνα", "katerina"),
        ("Νίκος", "nikos"), ("Σοφία", "sofia"), ("Ιωάννα", "ioanna"), ("Χρήστος", "christos"),
    ],
    family: &[
        ("Βλάχος", "vlachos"), ("Παπαδοπούλου", "papadopoulou"), ("Οικονόμου", "oikonomou"),
        ("Γεωργίου", "georgiou"), ("Αγγελόπουλος", "angelopoulos"), ("Δημητρίου", "dimitriou"),
        ("Ψαρράς", "psarras"), ("Κωστοπούλου", "kostopoulou"),
    ],
};

/// Arabic.
const ARABIC: Culture = Culture {
    given: &[
        ("ليلى", "layla"), ("عمر", "omar"), ("فاطمة", "fatima"), ("يوسف", "yusuf"), ("مريم", "maryam"),
        ("طارق", "tariq"), ("نور", "nour"), ("خالد", "khalid"), ("رانيا", "rania"), ("سلمى", "salma"),
    ],
    family: &[
        ("حداد", "haddad"), ("منصور", "mansour"), ("الخطيب", "alkhatib"), ("رحماني", "rahmani"),
        ("العلي", "alali"), ("درويش", "darwish"), ("قاسم", "qasim"), ("الشامي", "alshami"),
        ("عبد الرحمن", "abdulrahman"), ("نجار", "najjar"),
    ],
};

/// Chinese.
const HAN: Culture = Culture {
    given: &[
        ("小明", "xiaoming"), ("美玲", "meiling"), ("伟", "wei"), ("芳", "fang"), ("子涵", "zihan"),
        ("欣怡", "xinyi"), ("浩然", "haoran"), ("雨桐", "yutong"), ("建国", "jianguo"), ("静", "jing"),
    ],
    family: &[
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("林", "lin"), ("陈", "chen"), ("刘", "liu"),
        ("黄", "huang"), ("赵", "zhao"), ("欧阳", "ouyang"), ("吴", "wu"),
    ],
};

/// Japanese.
const JAPANESE: Culture = Culture {
    given: &[
        ("さくら", "sakura"), ("蓮", "ren"), ("ひなた", "hinata"), ("陽菜", "hina"), ("ユイ", "yui"),
        ("大翔", "haruto"), ("あおい", "aoi"), ("健", "ken"),
    ],
    family: &[
        ("田中", "tanaka"), ("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("渡辺", "watanabe"),
        ("山本", "yamamoto"), ("中村", "nakamura"), ("小林", "kobayashi"),
    ],
};

/// Korean.
const HANGUL: Culture = Culture {
    given: &[
        ("지수", "jisoo"), ("민준", "minjun"), ("서연", "seoyeon"), ("지훈", "jihun"), ("하은", "haeun"),
        ("도윤", "doyun"), ("수빈", "subin"), ("예준", "yejun"),
    ],
    family: &[
        ("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("정", "jeong"), ("강", "kang"),
        ("조", "jo"), ("윤", "yoon"),
    ],
};

/// Hindi and Marathi.
const DEVANAGARI: Culture = Culture {
    given: &[
        ("प्रिया", "priya"), ("रवि", "ravi"), ("अनन्या", "ananya"), ("अर्जुन", "arjun"),
        ("दीपिका", "deepika"), ("विक्रम", "vikram"), ("मीरा", "meera"), ("आदित्य", "aditya"),
    ],
    family: &[
        ("शर्मा", "sharma"), ("देशपांडे", "deshpande"), ("पाटील", "patil"), ("वर्मा", "verma"),
        ("गुप्ता", "gupta"), ("जोशी", "joshi"), ("कुलकर्णी", "kulkarni"), ("सिंह", "singh"),
    ],
};
