package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ProductVersionTest {
    @Test
    void peopleAlwaysReadAVersion() {
        assertThat(ProductVersion.text()).matches("development|\\d+(\\.\\d+)+.*");
        assertThat(ProductVersion.text().equals("development")).as("only where the module says none").isEqualTo(ProductVersion.find().isEmpty());
    }

    @Test
    void aVersionIsThatOfTheBuild() throws IOException {
        String build = Files.readString(Path.of("pom.xml"));
        assertThat(ProductVersion.find()).satisfies(found -> found.ifPresent(version -> assertThat(build).contains("<version>" + version + "</version>")));
    }

    @Test
    void itDoesNotChangeWhileTheProgramRuns() {
        assertThat(ProductVersion.find()).isEqualTo(ProductVersion.find());
        assertThat(ProductVersion.text()).isEqualTo(ProductVersion.find().orElse("development"));
    }
}
