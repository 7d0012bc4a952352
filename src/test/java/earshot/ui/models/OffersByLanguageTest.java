package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.remote.ProviderOffer;
import org.junit.jupiter.api.Test;

class OffersByLanguageTest {
    @Test
    void offersStandByLanguageTheReadersOwnFirstAndThoseOfNoneByThemselves() {
        ProviderOffer any = new ProviderOffer("any", List.of());
        ProviderOffer both = new ProviderOffer("both", List.of("en_US", "en-GB", "zh"));
        ProviderOffer chinese = new ProviderOffer("xiao", List.of("zh-CN"));
        assertThat(new ArrayList<>(OffersByLanguage.of(List.of(chinese, both, any), "zh").entrySet()))
            .containsExactly(Map.entry("", List.of(any)), Map.entry("zh", List.of(chinese, both)), Map.entry("en", List.of(both)));
    }
}
