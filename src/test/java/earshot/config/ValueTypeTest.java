package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.ValidationResult.Clamped;
import earshot.config.ValidationResult.Ok;
import earshot.config.ValidationResult.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U29: what each type of setting accepts, and what it says of the rest")
class ValueTypeTest {
    private static final ValueType GRACE = new ValueType.Whole(5, 30, true);
    private static final ValueType PORT = new ValueType.Whole(0, 65_535, false);
    private static final ValueType SOCKET = new ValueType.WebSocketUrl();
    private static final List<ValueType> ALL = List.of(GRACE, PORT, new ValueType.Decimal(-1, 1), new ValueType.Flag(), new ValueType.Text(),
        new ValueType.TextList(),
        new ValueType.Choice(List.of("One", "two")), SOCKET, new ValueType.HexColor(), new ValueType.KeyValueMap(), new ValueType.AliasOrMap(),
        new ValueType.ModuleName(List.of("a")), new ValueType.Any());

    /// What a YAML file can hold, kind by kind.
    static List<Object> written() {
        return List.of("", " ", "text", "1e999", "-0", "9".repeat(400), "NaN", "你的密钥", "null", "\0", 0, -1, 1, Long.MAX_VALUE, new BigInteger("9".repeat(100)),
            Double.NaN, Double.POSITIVE_INFINITY,
            0.1f, true, false, List.of(), List.of(1, "a", true), List.of(Map.of("token", "t")), List.of(List.of(List.of())), Collections.singletonList(null),
            Map.of(), Map.of("token", Map.of()),
            Map.of("alias", "x"), Instant.EPOCH, new Date(0), new byte[] {1, 2}, Set.of("a"), SettingsTree.EXPLICIT_NULL);
    }

    @ParameterizedTest
    @MethodSource("written")
    void nothingThatAFileCanHoldMakesItThrowAndWhatIsTakenIsTakenAgain(Object raw) {
        for (ValueType type : ALL) {
            switch (type.validate(raw)) {
                case Ok ok -> assertThat(type.validate(ok.value())).as("%s of %s", type, raw).isEqualTo(ok);
                case Clamped clamped -> assertThat(type.validate(clamped.value())).isEqualTo(new Ok(clamped.value()));
                case Refused refused -> assertThat(refused.text(Locale.ENGLISH)).isNotBlank().doesNotContain("{");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 5", "31, 30", "-9, 5", "999999999999999, 30"})
    void aNumberOutOfRangeIsTheNearestBoundWhereThatIsHarmless(String written, long used) {
        assertThat(GRACE.validate(written)).isEqualTo(new Clamped(used, ValidationResult.refused("whole", 5, 30)));
        assertThat(GRACE.validate(Long.valueOf(written))).isEqualTo(GRACE.validate(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "80.5", "eighty", "0x50", "1_000", "", "8 0", "１２"})
    void aPortIsNeverGuessed(String written) {
        assertThat(PORT.validate(written)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", " 80 ", "+80", "0080"})
    void aNumberMayBeWrittenAsText(String written) {
        assertThat(PORT.validate(written)).isEqualTo(new Ok(80L));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "YES, true", "on, true", "1, true", " False , false", "no, false", "OFF, false", "0, false"})
    void aFlagIsWrittenInSeveralWays(String written, boolean flag) {
        assertThat(new ValueType.Flag().validate(written)).isEqualTo(new Ok(flag));
        assertThat(new ValueType.Flag().validate("maybe")).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://host", "wss://host/", "ws://192.168.1.5:8000/xiaozhi/v1/", "ws://host:1/a?b=c", "ws://host:65535/"})
    void anAddressThatADeviceCanUseIsTaken(String written) {
        assertThat(SOCKET.validate(" " + written + " ")).isEqualTo(new Ok(written));
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://host", "ws:/host", "ws://", "host:8000", "ws://host:port/", "ws://host:123456/", "ws://host:65536/", "ws://host:99999",
        "ws://ho st/", "ws://host/a b", "ws://host:/" })
    void anAddressThatADeviceCannotUseIsRefused(String written) {
        assertThat(SOCKET.validate(written)).isEqualTo(ValidationResult.refused("socket"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "ws://你的ip或者域名:端口号/xiaozhi/v1/"})
    void theAddressOfATemplateCountsAsNone(String written) {
        assertThat(SOCKET.validate(written)).isEqualTo(new Ok(""));
    }

    @Test
    void aListTakesOneTextSeveralAndTheTokensOfMaps() {
        ValueType list = new ValueType.TextList();
        assertThat(list.validate("one")).isEqualTo(new Ok(List.of("one")));
        assertThat(list.validate(List.of(" one ", 2, "", Map.of("token", "three", "name", "x"), Map.of("name", "y"))))
            .isEqualTo(new Ok(List.of("one", "2", "three")));
        assertThat(list.validate(Map.of("token", "one"))).as("a map is no list").isEqualTo(ValidationResult.refused("texts"));
        assertThat(list.validate(List.of(List.of("one")))).isEqualTo(ValidationResult.refused("texts"));
    }

    @Test
    void aChoiceIsTakenInAnyCaseAndKeptAsItIsSpelled() {
        ValueType color = new ValueType.HexColor();
        assertThat(color.validate(" 0969DA ")).isEqualTo(ValidationResult.ok("#0969da"));
        assertThat(color.validate("")).isEqualTo(ValidationResult.ok(""));
        assertThat(color.validate("blue")).isEqualTo(ValidationResult.refused("color"));
        ValueType choice = new ValueType.Choice(List.of("One", "two"));
        assertThat(choice.validate(" one ")).isEqualTo(new Ok("One"));
        assertThat(choice.validate("three")).isEqualTo(ValidationResult.refused("choice", "One, two"));
    }

    @Test
    @DisplayName("U44: every refusal is told in both languages")
    void everyRefusalIsToldInBothLanguages() {
        Set<Refused> refusals = ALL.stream().flatMap(type -> written().stream().map(type::validate)).flatMap(result -> switch (result) {
            case Ok _ -> Stream.of();
            case Clamped clamped -> Stream.of(clamped.why());
            case Refused refused -> Stream.of(refused);
        }).collect(Collectors.toSet());
        assertThat(refusals).hasSizeGreaterThan(6).allSatisfy(refused -> {
            assertThat(refused.text(Locale.SIMPLIFIED_CHINESE)).isNotEqualTo(refused.text(Locale.ENGLISH)).doesNotContain("{");
            refused.args().forEach(arg -> assertThat(refused.text(Locale.ENGLISH)).contains(arg.replaceAll("\\.0$", "")));
        });
    }
}
