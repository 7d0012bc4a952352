package earshot.ui.models;

import module java.base;

import earshot.data.LetterCase;
import earshot.remote.ProviderOffer;

/// Groups what a provider offers by language, the reader's own first. What is for no language in particular stands before them, under a blank one.
final class OffersByLanguage {
    private OffersByLanguage() {}

    /// @param own language of the reader
    static Map<String, List<ProviderOffer>> of(List<ProviderOffer> offers, String own) {
        Map<String, List<ProviderOffer>> all = new TreeMap<>(Comparator.comparing((String language) -> !language.isEmpty())
            .thenComparing(language -> !language.equals(own)).thenComparing(Comparator.naturalOrder()));
        offers.forEach(offer -> (offer.languages().isEmpty() ? Stream.of("") : offer.languages().stream().map(OffersByLanguage::plain).distinct())
            .forEach(language -> all.computeIfAbsent(language, _ -> new ArrayList<>()).add(offer)));
        return all;
    }

    /// `zh` of `zh-CN` and `zh_CN`.
    private static String plain(String written) {
        return LetterCase.lower(written).replaceFirst("[-_].*", "");
    }
}
