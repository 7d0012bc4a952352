package earshot;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// The glossary in the package text of the root names types that exist.
class GlossaryTest {
    @Test
    void everyTypeOfTheGlossaryExists() throws IOException {
        String glossary = Files.readString(Path.of("src/main/java/earshot/package-info.java"));
        List<String> types = Pattern.compile("\\[(earshot\\.[\\w.]+)").matcher(glossary).results().map(MatchResult.class::cast).map(found -> found.group(1))
            .distinct().toList();

        assertThat(types).hasSizeGreaterThan(30).allSatisfy(type -> assertThat(Class.forName(type, false, getClass().getClassLoader())).isNotNull());
    }
}
