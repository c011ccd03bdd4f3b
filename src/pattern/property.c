/*
 * Unicode properties of \p{…} by the names ECMA-262 has, and no others:
 * PCRE2 would take latin, LATIN and greek_and_more loosely.
 *
 * Source: ECMA-262 tables 54 to 56 and Unicode PropertyValueAliases.txt.
 */
#include "internal.h"

#include <string.h>

/* Rows of "Long,Short[,Other]", the second name being PCRE2's. */
static const char *const categories =
    "Cased_Letter,LC Close_Punctuation,Pe Connector_Punctuation,Pc "
    "Control,Cc,cntrl Currency_Symbol,Sc Dash_Punctuation,Pd "
    "Decimal_Number,Nd,digit Enclosing_Mark,Me Final_Punctuation,Pf "
    "Format,Cf Initial_Punctuation,Pi Letter,L Letter_Number,Nl "
    "Line_Separator,Zl Lowercase_Letter,Ll Mark,M,Combining_Mark "
    "Math_Symbol,Sm Modifier_Letter,Lm Modifier_Symbol,Sk "
    "Nonspacing_Mark,Mn Number,N Open_Punctuation,Ps Other,C "
    "Other_Letter,Lo Other_Number,No Other_Punctuation,Po "
    "Other_Symbol,So Paragraph_Separator,Zp Private_Use,Co "
    "Punctuation,P,punct Separator,Z Space_Separator,Zs "
    "Spacing_Mark,Mc Surrogate,Cs Symbol,S Titlecase_Letter,Lt "
    "Unassigned,Cn Uppercase_Letter,Lu ";

static const char *const scripts =
    "Adlam,Adlm Ahom,Ahom Anatolian_Hieroglyphs,Hluw Arabic,Arab "
    "Armenian,Armn Avestan,Avst Balinese,Bali Bamum,Bamu "
    "Bassa_Vah,Bass Batak,Batk Bengali,Beng Bhaiksuki,Bhks "
    "Bopomofo,Bopo Brahmi,Brah Braille,Brai Buginese,Bugi Buhid,Buhd "
    "Canadian_Aboriginal,Cans Carian,Cari Caucasian_Albanian,Aghb "
    "Chakma,Cakm Cham,Cham Cherokee,Cher Chorasmian,Chrs Common,Zyyy "
    "Coptic,Copt,Qaac Cuneiform,Xsux Cypriot,Cprt Cypro_Minoan,Cpmn "
    "Cyrillic,Cyrl Deseret,Dsrt Devanagari,Deva Dives_Akuru,Diak "
    "Dogra,Dogr Duployan,Dupl Egyptian_Hieroglyphs,Egyp Elbasan,Elba "
    "Elymaic,Elym Ethiopic,Ethi Garay,Gara Georgian,Geor "
    "Glagolitic,Glag Gothic,Goth Grantha,Gran Greek,Grek Gujarati,Gujr "
    "Gunjala_Gondi,Gong Gurmukhi,Guru Gurung_Khema,Gukh Han,Hani "
    "Hangul,Hang Hanifi_Rohingya,Rohg Hanunoo,Hano Hatran,Hatr "
    "Hebrew,Hebr Hiragana,Hira Imperial_Aramaic,Armi "
    "Inherited,Zinh,Qaai Inscriptional_Pahlavi,Phli "
    "Inscriptional_Parthian,Prti Javanese,Java Kaithi,Kthi "
    "Kannada,Knda Katakana,Kana Katakana_Or_Hiragana,Hrkt Kawi,Kawi "
    "Kayah_Li,Kali Kharoshthi,Khar Khitan_Small_Script,Kits Khmer,Khmr "
    "Khojki,Khoj Khudawadi,Sind Kirat_Rai,Krai Lao,Laoo Latin,Latn "
    "Lepcha,Lepc Limbu,Limb Linear_A,Lina Linear_B,Linb Lisu,Lisu "
    "Lycian,Lyci Lydian,Lydi Mahajani,Mahj Makasar,Maka Malayalam,Mlym "
    "Mandaic,Mand Manichaean,Mani Marchen,Marc Masaram_Gondi,Gonm "
    "Medefaidrin,Medf Meetei_Mayek,Mtei Mende_Kikakui,Mend "
    "Meroitic_Cursive,Merc Meroitic_Hieroglyphs,Mero Miao,Plrd "
    "Modi,Modi Mongolian,Mong Mro,Mroo Multani,Mult Myanmar,Mymr "
    "Nabataean,Nbat Nag_Mundari,Nagm Nandinagari,Nand New_Tai_Lue,Talu "
    "Newa,Newa Nko,Nkoo Nushu,Nshu Nyiakeng_Puachue_Hmong,Hmnp "
    "Ogham,Ogam Ol_Chiki,Olck Ol_Onal,Onao Old_Hungarian,Hung "
    "Old_Italic,Ital Old_North_Arabian,Narb Old_Permic,Perm "
    "Old_Persian,Xpeo Old_Sogdian,Sogo Old_South_Arabian,Sarb "
    "Old_Turkic,Orkh Old_Uyghur,Ougr Oriya,Orya Osage,Osge "
    "Osmanya,Osma Pahawh_Hmong,Hmng Palmyrene,Palm Pau_Cin_Hau,Pauc "
    "Phags_Pa,Phag Phoenician,Phnx Psalter_Pahlavi,Phlp Rejang,Rjng "
    "Runic,Runr Samaritan,Samr Saurashtra,Saur Sharada,Shrd "
    "Shavian,Shaw Siddham,Sidd SignWriting,Sgnw Sinhala,Sinh "
    "Sogdian,Sogd Sora_Sompeng,Sora Soyombo,Soyo Sundanese,Sund "
    "Sunuwar,Sunu Syloti_Nagri,Sylo Syriac,Syrc Tagalog,Tglg "
    "Tagbanwa,Tagb Tai_Le,Tale Tai_Tham,Lana Tai_Viet,Tavt Takri,Takr "
    "Tamil,Taml Tangsa,Tnsa Tangut,Tang Telugu,Telu Thaana,Thaa "
    "Thai,Thai Tibetan,Tibt Tifinagh,Tfng Tirhuta,Tirh Todhri,Todr "
    "Toto,Toto Tulu_Tigalari,Tutg Ugaritic,Ugar Unknown,Zzzz Vai,Vaii "
    "Vithkuqi,Vith Wancho,Wcho Warang_Citi,Wara Yezidi,Yezi Yi,Yiii "
    "Zanabazar_Square,Zanb ";

static const char *const binaries =
    "ASCII,ASCII ASCII_Hex_Digit,AHex Alphabetic,Alpha Any,Any "
    "Assigned,Assigned Bidi_Control,Bidi_C Bidi_Mirrored,Bidi_M "
    "Case_Ignorable,CI Cased,Cased Changes_When_Casefolded,CWCF "
    "Changes_When_Casemapped,CWCM Changes_When_Lowercased,CWL "
    "Changes_When_NFKC_Casefolded,CWKCF Changes_When_Titlecased,CWT "
    "Changes_When_Uppercased,CWU Dash,Dash "
    "Default_Ignorable_Code_Point,DI Deprecated,Dep Diacritic,Dia "
    "Emoji,Emoji Emoji_Component,EComp Emoji_Modifier,EMod "
    "Emoji_Modifier_Base,EBase Emoji_Presentation,EPres "
    "Extended_Pictographic,ExtPict Extender,Ext Grapheme_Base,Gr_Base "
    "Grapheme_Extend,Gr_Ext Hex_Digit,Hex IDS_Binary_Operator,IDSB "
    "IDS_Trinary_Operator,IDST ID_Continue,IDC ID_Start,IDS "
    "Ideographic,Ideo Join_Control,Join_C Logical_Order_Exception,LOE "
    "Lowercase,Lower Math,Math Noncharacter_Code_Point,NChar "
    "Pattern_Syntax,Pat_Syn Pattern_White_Space,Pat_WS "
    "Quotation_Mark,QMark Radical,Radical Regional_Indicator,RI "
    "Sentence_Terminal,STerm Soft_Dotted,SD Terminal_Punctuation,Term "
    "Unified_Ideograph,UIdeo Uppercase,Upper Variation_Selector,VS "
    "White_Space,space XID_Continue,XIDC XID_Start,XIDS ";

/* The length of the name at p: to its comma or space. */
static size_t measure_name(const char *p)
{
	return strcspn(p, ", ");
}

/* The second name of the row that has name; the absent string when none. */
static struct ari_str find_row(const char *table, struct ari_str name)
{
	const char *row = table, *p;
	struct ari_str second;

	while (*row) {
		p = row + measure_name(row) + 1;
		second = (struct ari_str){p, measure_name(p)};
		for (p = row;; p++) {
			struct ari_str one = {p, measure_name(p)};

			if (ari_str_eq(one, name))
				return second;
			p += one.len;
			if (*p == ' ')
				break;
		}
		row = p + 1;
	}
	return (struct ari_str){NULL, 0};
}

static bool find_category(struct ari_pattern_escape *out, struct ari_str name,
			  bool negated)
{
	out->prefix = negated ? "\\P{" : "\\p{";
	out->property = find_row(categories, name);
	if (ari_str_is(out->property, "LC"))
		out->property = ARI_STR("L&");
	return out->property.ptr != NULL;
}

static bool find_script(struct ari_pattern_escape *out, struct ari_str name,
			bool extensions, bool negated)
{
	static const char *const prefixes[2][2] = {
	    {"\\p{sc:", "\\P{sc:"},
	    {"\\p{scx:", "\\P{scx:"},
	};

	out->prefix = prefixes[extensions][negated];
	out->property = find_row(scripts, name);
	return out->property.ptr != NULL;
}

static bool find_binary(struct ari_pattern_escape *out, struct ari_str name,
			bool negated)
{
	out->property = find_row(binaries, name);
	if (ari_str_is(out->property, "Assigned")) {
		out->property = ARI_STR("Cn");
		negated = !negated;
	}
	out->prefix = negated ? "\\P{" : "\\p{";
	return out->property.ptr != NULL;
}

bool ari_pattern__find_property(struct ari_pattern_escape *out,
				struct ari_str text, bool negated)
{
	const char *equals = text.len ? memchr(text.ptr, '=', text.len) : NULL;
	struct ari_str key, value;

	out->kind = ARI_ESCAPE_CLASS;
	out->set = NULL;
	if (!equals)
		return find_category(out, text, negated) ||
		       find_binary(out, text, negated);
	key = (struct ari_str){text.ptr, (size_t)(equals - text.ptr)};
	value = (struct ari_str){equals + 1, text.len - key.len - 1};
	if (ari_str_is(key, "General_Category") || ari_str_is(key, "gc"))
		return find_category(out, value, negated);
	if (ari_str_is(key, "Script") || ari_str_is(key, "sc"))
		return find_script(out, value, false, negated);
	if (ari_str_is(key, "Script_Extensions") || ari_str_is(key, "scx"))
		return find_script(out, value, true, negated);
	return false;
}
