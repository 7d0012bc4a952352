package earshot.ui.models;

import module java.base;

import earshot.remote.ProviderOffer;
import earshot.ui.kit.Texts;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;

/// The models or voices of a provider to choose from, by language.
final class OfferMenu extends ContextMenu {
    /// @param onChoose gets the chosen one and the language under which it stood, which is blank for none
    OfferMenu(List<ProviderOffer> offers, Texts texts, BiConsumer<ProviderOffer, String> onChoose) {
        getStyleClass().add("offer-menu");
        OffersByLanguage.of(offers, texts.language().locale().getLanguage()).forEach((language, offered) -> {
            List<MenuItem> items = offered.stream().map(offer -> item(offer, texts, () -> onChoose.accept(offer, language))).toList();
            if (language.isEmpty()) {
                getItems().addAll(items);
            } else {
                Menu menu = new Menu(name(language, texts));
                menu.setMnemonicParsing(false);
                menu.getItems().addAll(items);
                getItems().add(menu);
            }
        });
    }

    private static MenuItem item(ProviderOffer offer, Texts texts, Runnable onChoose) {
        MenuItem item = new MenuItem(switch (offer.gender()) {
            case FEMALE -> offer.name() + "  ·  " + texts.get("models.offer.female");
            case MALE -> offer.name() + "  ·  " + texts.get("models.offer.male");
            case UNKNOWN -> offer.name();
        });
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> onChoose.run());
        return item;
    }

    private static String name(String language, Texts texts) {
        String name = Locale.of(language).getDisplayLanguage(texts.language().locale());
        return name.equals(language) ? language : name + "  (" + language + ")";
    }
}
