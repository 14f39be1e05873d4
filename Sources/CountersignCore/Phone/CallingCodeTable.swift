// Derived from the numbering metadata of libphonenumber, release 9.0.43:
//
// Copyright (C) The Libphonenumber Authors
//
// Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
// in compliance with the License. You may obtain a copy of the License at
//
//     http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software distributed under the
// License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either
// express or implied. See the License for the specific language governing permissions and
// limitations under the License.
//
// Changed: reduced to calling codes, main regions, possible lengths and the trunk prefix 0.

/// What is known about one calling code.
struct CallingCode {
    /// The main region; nil for networks and services, where codes never go.
    let region: Region?
    /// Bit n is set when a national number may have n digits.
    let nationalLengths: UInt32
    /// Whether `0` is dialled before national numbers at home, and so never begins one here.
    let dropsLeadingZero: Bool

    /// The possible lengths of a national number, ascending.
    var lengths: [Int] { (1...15).filter { nationalLengths & 1 << UInt32($0) != 0 } }
}

/// Every calling code, by its number.
///
/// Source: ITU-T E.164; libphonenumber 9.0.43 for regions and lengths. No code begins another one.
enum CallingCodeTable {
    /// Indexed by the calling code's value, 0 to 999; nil where no code is assigned.
    static let codes: [CallingCode?] = {
        var codes = [CallingCode?](repeating: nil, count: 1_000)
        for row in rows.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
            let fields = row.split(separator: UInt8(ascii: ":"))
            guard let code = Int(String(decoding: fields[0], as: UTF8.self)) else {
                preconditionFailure("The table of calling codes holds a row that is no code.")
            }
            codes[code] = CallingCode(
                region: fields.count > 1 ? Region(fields[1]) : nil,
                nationalLengths: fields.count > 2 ? lengths(fields[2]) : 0,
                dropsLeadingZero: fields.count > 3
            )
        }
        return codes
    }()

    private static func lengths(_ text: Substring.UTF8View.SubSequence) -> UInt32 {
        var bits: UInt32 = 0
        for range in text.split(separator: UInt8(ascii: ",")) {
            let ends = range.split(separator: UInt8(ascii: "-")).compactMap {
                UInt32(String(decoding: $0, as: UTF8.self))
            }
            guard let first = ends.first, let last = ends.last else { continue }
            for length in first...last { bits |= 1 << length }
        }
        return bits
    }

    // Calling code, main region, lengths of the national number that stay within 7 to 15 digits in
    // all, and `0` where that is the trunk prefix. A code alone is a network or a service. The
    // 7-digit numbers of +1 are for dialling within an area and left out.
    private static let rows = """
        1:US:10 20:EG:8-10:0 211:SS:9:0 212:MA:9:0 213:DZ:8-9:0 216:TN:8 218:LY:9:0 220:GM:7,9
        221:SN:9 222:MR:8 223:ML:8 224:GN:8-9 225:CI:10 226:BF:8 227:NE:8 228:TG:8 229:BJ:10
        230:MU:7-8,10 231:LR:7-9:0 232:SL:8:0 233:GH:8-9:0 234:NG:10-12:0 235:TD:8 236:CF:8
        237:CM:8-9 238:CV:7 239:ST:7 240:GQ:9 241:GA:7-8 242:CG:9 243:CD:7-10:0 244:AO:9
        245:GW:7,9 246:IO:7 247:AC:5-6 248:SC:7 249:SD:9:0 250:RW:8-9:0 251:ET:9:0 252:SO:6-9:0
        253:DJ:8 254:KE:7-10:0 255:TZ:9:0 256:UG:9:0 257:BI:8 258:MZ:8-9 260:ZM:9:0 261:MG:9:0
        262:RE:9:0 263:ZW:7,9-10:0 264:NA:8-9:0 265:MW:7,9:0 266:LS:8 267:BW:7-8,10 268:SZ:8-9
        269:KM:7 27:ZA:5-10:0 290:SH:4-5 291:ER:7:0 297:AW:7 298:FO:6 299:GL:6 30:GR:10-12
        31:NL:5-11:0 32:BE:8-9:0 33:FR:9:0 34:ES:9 350:GI:8 351:PT:9 352:LU:4-11 353:IE:7-10:0
        354:IS:7,9 355:AL:6-9:0 356:MT:8 357:CY:8 358:FI:5-12:0 359:BG:6-9,12:0 36:HU:8-9
        370:LT:8:0 371:LV:8 372:EE:7-8,10 373:MD:8:0 374:AM:8:0 375:BY:6-11 376:AD:6,8-9
        377:MC:8-9:0 378:SM:8,10 380:UA:9-10:0 381:RS:6-12:0 382:ME:8-9:0 383:XK:8-12:0
        385:HR:7-9:0 386:SI:5-8:0 387:BA:8-9:0 389:MK:8:0 39:IT:6-12 40:RO:6,9:0 41:CH:9,12:0
        420:CZ:9-12 421:SK:6-7,9:0 423:LI:7,9:0 43:AT:5-13:0 44:GB:7,9-10:0 45:DK:8
        46:SE:6-10,12:0 47:NO:5,8 48:PL:6-10 49:DE:5-13:0 500:FK:5 501:BZ:7,11 502:GT:8,11
        503:SV:7-8,11 504:HN:8,11 505:NI:8 506:CR:8,10 507:PA:7-8,10-11 508:PM:6,9:0 509:HT:8
        51:PE:8-9:0 52:MX:10 53:CU:6-8,10:0 54:AR:10-11:0 55:BR:8-11:0 56:CL:9-11
        57:CO:8,10-11:0 58:VE:10:0 590:GP:9:0 591:BO:8-9:0 592:GY:7 593:EC:8-11:0 594:GF:9:0
        595:PY:6-11:0 596:MQ:9:0 597:SR:6-7 598:UY:4-12:0 599:CW:7-8 60:MY:8-10:0
        61:AU:5-10,12:0 62:ID:7-13:0 63:PH:6,8-13:0 64:NZ:5-10:0 65:SG:8,10-11 66:TH:8-10,13:0
        670:TL:7-8 672:NF:6 673:BN:7 674:NR:7 675:PG:7-8 676:TO:5,7 677:SB:5,7 678:VU:5,7
        679:FJ:7,11 680:PW:7 681:WF:6,9 682:CK:5 683:NU:4,7 685:WS:5-7,10 686:KI:5,8:0 687:NC:6
        688:TV:5-7 689:PF:6,8-9 690:TK:4-7 691:FM:7 692:MH:7 7:RU:10,14 800 808 81:JP:8-13:0
        82:KR:5-6,8-13:0 84:VN:7-10:0 850:KP:8,10:0 852:HK:5-9,11 853:MO:7-8 855:KH:8-10:0
        856:LA:8-10:0 86:CN:7-12:0 870 878 880:BD:6-10:0 881 882 883 886:TW:7-11:0 888
        90:TR:7,10,12-13:0 91:IN:8-13:0 92:PK:8-12:0 93:AF:9:0 94:LK:9:0 95:MM:6-10:0
        960:MV:7,10 961:LB:7-8:0 962:JO:8-9:0 963:SY:8-9:0 964:IQ:8-10:0 965:KW:7-8
        966:SA:9-10:0 967:YE:7-9:0 968:OM:7-9 970:PS:8-10:0 971:AE:5-12:0 972:IL:7-12:0 973:BH:8
        974:QA:7-9,11 975:BT:7-8 976:MN:8-10:0 977:NP:8,10-11:0 979 98:IR:5-7,10:0 992:TJ:9
        993:TM:8 994:AZ:9:0 995:GE:9:0 996:KG:9-10:0 998:UZ:9
        """
}
