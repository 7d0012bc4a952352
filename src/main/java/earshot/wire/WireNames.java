package earshot.wire;

import module java.base;

import earshot.data.LetterCase;

/// The names of enum constants on the wire: the constant's own in lower case.
final class WireNames {
    private WireNames() {}

    static String of(Enum<?> constant) {
        return LetterCase.lower(constant.name());
    }

    /// The constant of a name on the wire; empty for any other.
    static <E extends Enum<E>> Optional<E> find(Class<E> type, String wireName) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> of(constant).equals(wireName)).findFirst();
    }
}
