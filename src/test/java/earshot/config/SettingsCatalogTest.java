package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.event.SecretMasker;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All settings of the program, each with everything that a file can hold.
class SettingsCatalogTest {
    private static final SettingsCatalog CATALOG = EngineSettings.CATALOG;

    static Stream<Setting<?>> settings() {
        return CATALOG.settings().stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    @DisplayName("U33: whatever a file says of a setting, the settings are read, and a refused value is a problem that names it")
    void anythingIsReadAndWhatIsRefusedIsToldOnce(Setting<?> setting) {
        for (Object raw : ValueTypeTest.written()) {
            SettingsCatalog.ReadSettings result = CATALOG.read(SettingsTree.EMPTY.with(setting.key(), raw));
            if (!(CATALOG.validate(setting.key(), raw) instanceof ValidationResult.Ok)) {
                assertThat(result.problems()).as("%s: %s", setting.key(), raw).anySatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.SETTING_REFUSED);
                    assertThat(problem.subject()).isEqualTo(new ProblemSubject.Setting(setting.key()));
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void writingTheDefaultChangesNothing(Setting<?> setting) {
        setting.initial().ifPresent(value -> {
            SettingsCatalog.ReadSettings result = CATALOG.read(SettingsTree.EMPTY.with(setting.key(), value));
            assertThat(result.problems()).isEmpty();
            assertThat(result.settings()).isEqualTo(CATALOG.read(SettingsTree.EMPTY).settings());
        });
    }

    @Test
    void aKeyThatNothingReadsIsRefusedAndOneOfAFamilyIsKnown() {
        assertThat(CATALOG.validate("servr.port", 1)).isEqualTo(ValidationResult.refused("unknown"));
        assertThat(CATALOG.isKnown("servr.port")).isFalse();
        assertThat(CATALOG.isKnown("LLM.my\\.model.temperature")).isTrue();
        assertThat(CATALOG.find("LLM.any.temperature")).hasValueSatisfying(setting -> assertThat(setting.family()).isTrue());
        assertThat(CATALOG.isKnown("server")).as("an empty section is not unknown").isTrue();
    }

    @Test
    void secretsAreNeverQuotedInAProblem() {
        List<String> secrets = settings().map(Setting::key).filter(SecretMasker::isSecretKey).toList();
        for (String key : secrets) {
            CATALOG.read(SettingsTree.EMPTY.with(key, List.of(List.of("hush-hush")))).problems()
                .forEach(problem -> assertThat(problem.toString()).doesNotContain("hush-hush"));
        }
        assertThat(secrets).isNotEmpty();
    }

    @Test
    void aLongRefusedValueIsShownCut() {
        assertThat(CATALOG.read(SettingsTree.EMPTY.with("server.port", "x".repeat(100_000))).problems()).singleElement()
            .satisfies(problem -> assertThat(problem.what(Locale.ENGLISH)).hasSizeLessThan(400).contains("…"));
    }
}
