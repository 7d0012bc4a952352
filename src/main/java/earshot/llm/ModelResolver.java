package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import earshot.config.Settings;
import earshot.data.LetterCase;
import earshot.watch.Watch;
import org.slf4j.event.Level;

/// Resolves which model serves a purpose, for one connection. A result, also a fallback, is looked up in the settings on first use and kept
/// until the models in the settings change or [#forget] is called. Source: badge-protocol sections 4.1, 4.2 and 4.4.
///
/// A result without a model is not kept: the next call looks again, without repeating its warnings. Safe for use from any thread; no lookup
/// does I/O.
public final class ModelResolver {
    /// The entry of `llm_by_mode` for purposes without an entry of their own.
    public static final String DEFAULT = "default";

    private final ModelSource source;
    private final Watch<Settings> settings;
    private final BiConsumer<Level, String> log;
    private final Map<String, ModelResolution> resolved = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private ModelSettings seen = ModelSettings.NONE;

    /// @param log receives the log lines that the specification requires, in its wording
    ModelResolver(ModelSource source, Watch<Settings> settings, BiConsumer<Level, String> log) {
        this.source = source;
        this.settings = settings;
        this.log = log;
    }

    public ModelResolution resolve(Purpose purpose) {
        return resolve(Optional.of(purpose.key()));
    }

    /// @param mode a purpose, or the mode of the connection: empty, `connected.idle` and every `dialog.…` mean the purpose `chat`
    public synchronized ModelResolution resolve(Optional<String> mode) {
        ModelSettings models = settings.get().of(ModelSettings.SECTION);
        if (!models.equals(seen)) {
            forget();
            seen = models;
        }
        String key = key(mode);
        ModelResolution known = resolved.get(key);
        if (known != null) {
            return known;
        }
        ModelResolution modelResolution = lookUp(key, models);
        if (modelResolution.model().isPresent()) {
            resolved.put(key, modelResolution);
        }
        return modelResolution;
    }

    /// Drops all results, so that they are looked up again; used after `update_config` and when the connection closes.
    public synchronized void forget() {
        resolved.clear();
        told.clear();
    }

    private static String key(Optional<String> mode) {
        String key = mode.map(text -> LetterCase.lower(text.strip())).orElse("");
        return key.isEmpty() || key.equals("connected.idle") || key.startsWith("dialog.") ? Purpose.CHAT.key() : key;
    }

    private ModelResolution lookUp(String key, ModelSettings models) {
        try {
            return lookUpEntry(key, models);
        } catch (RuntimeException e) {
            warn("get_llm_for 失败(" + key + "): " + e.getMessage() + "，回退默认LLM");
            return fallback(models, ResolutionReason.LOOKUP_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private ModelResolution lookUpEntry(String key, ModelSettings models) {
        JsonNode own = models.byPurpose().get(key);
        JsonNode entry = own == null ? models.byPurpose().get(DEFAULT) : own;
        if (own == null) {
            // nothing is wrong where a default is written for just this case
            tell(entry == null && models.selected().isEmpty() ? Level.WARN : Level.INFO, "get_llm_for: 未找到用途 " + key + " 的 llm_by_mode 配置，回退到 default");
        }
        PurposeEntry purposeEntry = PurposeEntry.parse(entry == null ? MissingNode.getInstance() : entry);
        ResolutionReason reason = own != null ? ResolutionReason.OWN_ENTRY : entry != null ? ResolutionReason.DEFAULT_ENTRY : ResolutionReason.SELECTED;
        Optional<String> alias = purposeEntry.alias().or(models::selected);
        if (alias.isEmpty()) {
            return new ModelResolution(Optional.empty(), "", ResolutionReason.NONE, "");
        }
        Optional<LanguageModel> model = source.model(alias.get(), purposeEntry.overrides());
        if (model.isPresent()) {
            return new ModelResolution(model, alias.get(),
                purposeEntry.alias().isEmpty() && purposeEntry.overrides().isEmpty() ? ResolutionReason.SELECTED : reason, "");
        }
        warn("get_llm_for: llm_by_mode[" + key + "] 别名未命中(alias=" + alias.get() + "), 回退默认LLM");
        return fallback(models, ResolutionReason.UNKNOWN_ALIAS, alias.get());
    }

    private void warn(String words) {
        tell(Level.WARN, words);
    }

    private void tell(Level level, String words) {
        if (told.add(words)) {
            log.accept(level, words);
        }
    }

    /// The default model as a fallback; `reason` says why the configured one is not available.
    private ModelResolution fallback(ModelSettings models, ResolutionReason reason, String detail) {
        Optional<LanguageModel> model = models.selected().flatMap(this::modelWithoutOverrides);
        return model.isPresent() ? new ModelResolution(model, models.selected().get(), reason, detail)
            : new ModelResolution(Optional.empty(), "", ResolutionReason.NONE, detail);
    }

    private Optional<LanguageModel> modelWithoutOverrides(String alias) {
        try {
            return source.model(alias, JsonNodeFactory.instance.objectNode());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
