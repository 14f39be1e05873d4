/// Characters that must not stand in a text that a payer reads.
public enum PlainText {
    /// Whether a character could break the line, reorder it, or hide.
    ///
    /// These are controls, line and paragraph separators, bidirectional controls, zero-width and
    /// other default-ignorable characters, private use and noncharacters.
    ///
    /// Source: Unicode general categories Cc, Zl, Zp, Co, Cn; UAX #9 explicit formatting characters;
    /// tag and variation characters by Default_Ignorable_Code_Point, save the joiners that scripts
    /// such as Bengali and Hindi need (U+200C, U+200D).
    public static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        if scalar.value == 0x200C || scalar.value == 0x200D { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            return true
        default:
            return scalar.properties.isBidiControl
                || scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
