package earshot.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import earshot.config.Settings;
import earshot.watch.Watch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Resolves which model serves a purpose, for one connection. A result, also a fallback, is looked up in the settings on first use and kept
/// until the models in the settings change or [#forget] is called. Source: badge-protocol sections 4.1, 4.2 and 4.4.
///
/// A result without a model is not kept: the next call looks again, without repeating its warnings. Safe for use from any thread; no lookup
/// does I/O.
public final class Purposes {
    /// The entry of `llm_by_mode` for purposes without an entry of their own.
    static final String DEFAULT = "default";

    private final ModelSource source;
    private final Watch<Settings> settings;
    private final Consumer<String> warnings;
    private final Map<String, Choice> kept = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private Settings.Models seen = Settings.Models.NONE;

    /// @param warnings receives the log lines that the specification requires, in its wording
    Purposes(ModelSource source, Watch<Settings> settings, Consumer<String> warnings) {
        this.source = source;
        this.settings = settings;
        this.warnings = warnings;
    }

    public Choice of(Purpose purpose) {
        return of(Optional.of(purpose.key()));
    }

    /// @param mode a purpose, or the mode of the connection: empty, `connected.idle` and every `dialog.…` mean the purpose `chat`
    public synchronized Choice of(Optional<String> mode) {
        Settings.Models models = settings.get().models();
        if (!models.equals(seen)) {
            forget();
            seen = models;
        }
        String key = key(mode);
        Choice known = kept.get(key);
        if (known != null) {
            return known;
        }
        Choice choice = choose(key, models);
        if (choice.model().isPresent()) {
            kept.put(key, choice);
        }
        return choice;
    }

    /// Drops all results, so that they are looked up again; used after `update_config` and when the connection closes.
    public synchronized void forget() {
        kept.clear();
        warned.clear();
    }

    private static String key(Optional<String> mode) {
        String key = mode.map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse("");
        return key.isEmpty() || key.equals("connected.idle") || key.startsWith("dialog.") ? Purpose.CHAT.key() : key;
    }

    private Choice choose(String key, Settings.Models models) {
        try {
            return mapped(key, models);
        } catch (RuntimeException e) {
            warn("get_llm_for 失败(" + key + "): " + e.getMessage() + "，回退默认LLM");
            return otherwise(models, "fallback.failed", String.valueOf(e.getMessage()));
        }
    }

    private Choice mapped(String key, Settings.Models models) {
        JsonNode own = models.byPurpose().get(key);
        if (own == null) {
            warn("get_llm_for: 未找到用途 " + key + " 的 llm_by_mode 配置，回退到 default");
        }
        JsonNode entry = own == null ? models.byPurpose().get(DEFAULT) : own;
        Mapping mapping = Mapping.of(entry == null ? MissingNode.getInstance() : entry);
        String reason = own != null ? "own" : entry != null ? "default.entry" : "selected";
        Optional<String> alias = mapping.alias().or(models::selected);
        if (alias.isEmpty()) {
            return new Choice(Optional.empty(), "", "none", "");
        }
        Optional<LanguageModel> model = source.model(alias.get(), mapping.overrides());
        if (model.isPresent()) {
            return new Choice(model, alias.get(), mapping.alias().isEmpty() && mapping.overrides().isEmpty() ? "selected" : reason, "");
        }
        warn("get_llm_for: llm_by_mode[" + key + "] 别名未命中(alias=" + alias.get() + "), 回退默认LLM");
        return otherwise(models, "fallback.unknown", alias.get());
    }

    private void warn(String words) {
        if (warned.add(words)) {
            warnings.accept(words);
        }
    }

    /// The default model as a fallback.
    ///
    /// @param reason why the wanted model is not available
    private Choice otherwise(Settings.Models models, String reason, String detail) {
        Optional<LanguageModel> model = models.selected().flatMap(this::plain);
        return model.isPresent() ? new Choice(model, models.selected().get(), reason, detail) : new Choice(Optional.empty(), "", "none", detail);
    }

    private Optional<LanguageModel> plain(String alias) {
        try {
            return source.model(alias, JsonNodeFactory.instance.objectNode());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
