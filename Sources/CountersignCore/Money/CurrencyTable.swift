/// Every currency that payments are made in, sorted by code.
///
/// Source: ISO 4217 list one, published 2026-01-01. Of its 178 codes, the 155 ordinary currencies;
/// not funds, metals, bond and accounting units, and codes for tests.
enum CurrencyTable {
    /// Sorted, so that a code is found by halving.
    static let currencies: [Currency] = {
        var currencies: [Currency] = []
        currencies.reserveCapacity(155)
        for (exponent, rows) in [(0, whole), (2, hundredths), (3, thousandths)] {
            for row in rows.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
                guard let key = Currency.key(row.prefix(3)),
                    let numeric = UInt32(String(decoding: row.dropFirst(4), as: UTF8.self))
                else { preconditionFailure("The currency table holds a row that is no currency.") }
                currencies.append(Currency(key: key, numeric: numeric, exponent: exponent))
            }
        }
        return currencies.sorted { $0.key < $1.key }
    }()

    /// The currency of a key; nil when there is none.
    static func find(_ key: UInt32) -> Currency? {
        var low = 0
        var high = currencies.count
        while low < high {
            let middle = (low + high) / 2
            if currencies[middle].key < key { low = middle + 1 } else { high = middle }
        }
        guard low < currencies.count, currencies[low].key == key else { return nil }
        return currencies[low]
    }

    // Alphabetic code and numeric code, by the number of digits of the minor unit.

    private static let whole = """
        BIF:108 CLP:152 DJF:262 GNF:324 ISK:352 JPY:392 KMF:174 KRW:410 PYG:600 RWF:646 UGX:800
        VND:704 VUV:548 XAF:950 XOF:952 XPF:953
        """

    private static let hundredths = """
        AED:784 AFN:971 ALL:008 AMD:051 AOA:973 ARS:032 AUD:036 AWG:533 AZN:944 BAM:977 BBD:052
        BDT:050 BMD:060 BND:096 BOB:068 BRL:986 BSD:044 BTN:064 BWP:072 BYN:933 BZD:084 CAD:124
        CDF:976 CHF:756 CNY:156 COP:170 CRC:188 CUP:192 CVE:132 CZK:203 DKK:208 DOP:214 DZD:012
        EGP:818 ERN:232 ETB:230 EUR:978 FJD:242 FKP:238 GBP:826 GEL:981 GHS:936 GIP:292 GMD:270
        GTQ:320 GYD:328 HKD:344 HNL:340 HTG:332 HUF:348 IDR:360 ILS:376 INR:356 IRR:364 JMD:388
        KES:404 KGS:417 KHR:116 KPW:408 KYD:136 KZT:398 LAK:418 LBP:422 LKR:144 LRD:430 LSL:426
        MAD:504 MDL:498 MGA:969 MKD:807 MMK:104 MNT:496 MOP:446 MRU:929 MUR:480 MVR:462 MWK:454
        MXN:484 MYR:458 MZN:943 NAD:516 NGN:566 NIO:558 NOK:578 NPR:524 NZD:554 PAB:590 PEN:604
        PGK:598 PHP:608 PKR:586 PLN:985 QAR:634 RON:946 RSD:941 RUB:643 SAR:682 SBD:090 SCR:690
        SDG:938 SEK:752 SGD:702 SHP:654 SLE:925 SOS:706 SRD:968 SSP:728 STN:930 SVC:222 SYP:760
        SZL:748 THB:764 TJS:972 TMT:934 TOP:776 TRY:949 TTD:780 TWD:901 TZS:834 UAH:980 USD:840
        UYU:858 UZS:860 VED:926 VES:928 WST:882 XCD:951 XCG:532 YER:886 ZAR:710 ZMW:967 ZWG:924
        """

    private static let thousandths = """
        BHD:048 IQD:368 JOD:400 KWD:414 LYD:434 OMR:512 TND:788
        """
}
