package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.Texts.Language;
import org.junit.jupiter.api.Test;

/// The layout checker over the views where most is shown, in a small window. [GalleryRun] walks all of them.
class GalleryTest {
    private static final Gallery.Size SMALL = new Gallery.Size(1024, 700);

    @Test
    void theCrowdedViewsFitASmallWindowAndAreReadInTheDark() throws IOException {
        assertThat(findings(GalleryState.CROWDED, Theme.DARK, Language.ENGLISH, Set.of("devices", "problems"))).isEmpty();
    }

    private static List<String> findings(GalleryState state, Theme theme, Language language, Set<String> views) throws IOException {
        List<String> findings = new ArrayList<>();
        Set<String> walked = new TreeSet<>();
        Gallery.walk(state, theme, language, SMALL, views::contains, (_, page) -> {
            walked.add(page.view());
            page.found().forEach(finding -> findings.add(page.view() + "  " + finding));
        });
        assertThat(walked).isEqualTo(new TreeSet<>(views));
        return findings;
    }
}
