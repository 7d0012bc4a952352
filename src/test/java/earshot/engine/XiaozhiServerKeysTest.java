package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.ForeignKey;
import org.junit.jupiter.api.Test;

class XiaozhiServerKeysTest {
    @Test
    void eachHasItsTextInBothLanguages() {
        for (ForeignKey key : XiaozhiServerKeys.LIST) {
            assertThat(key.text(Locale.ENGLISH)).as(key.pattern()).endsWith(".");
            assertThat(key.text(Locale.SIMPLIFIED_CHINESE)).as(key.pattern()).endsWith("。");
        }
    }

    @Test
    void noneIsReadHere() {
        assertThat(XiaozhiServerKeys.LIST).extracting(ForeignKey::pattern).doesNotHaveDuplicates()
            .allSatisfy(pattern -> assertThat(EngineSettings.CATALOG.settings()).noneMatch(setting -> setting.key().equals(pattern)));
        assertThat(EngineSettings.CATALOG.foreign("Intent.mine.type")).isEmpty();
        assertThat(EngineSettings.CATALOG.foreign("Intent.mine.functions")).isPresent();
    }
}
