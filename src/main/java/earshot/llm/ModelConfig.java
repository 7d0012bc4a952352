package earshot.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.catalog.BuiltInAssistant;
import earshot.catalog.ModelVendor;
import earshot.catalog.ProviderField;
import earshot.config.Placeholder;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import java.util.Optional;

/// The configuration of one model at one provider: the parsed section `LLM.<alias>`.
///
/// @param key sent as bearer token; empty for servers that need none. Never shown
/// @param options further fields of each request, such as `temperature`
record ModelConfig(ProviderSettings provider, ProviderAddress endpoint, Optional<String> key, String model, ObjectNode options, ModelTimeouts timeouts) {
    /// @param section `LLM.<alias>` with the overrides of a purpose laid over it
    /// @throws ProblemException when a part is missing or not valid: [ProblemCode#PROVIDER_INCOMPLETE], [ProblemCode#PROVIDER_UNFILLED],
    ///     [ProblemCode#PROVIDER_UNKNOWN]
    static ModelConfig of(String alias, ObjectNode section) {
        ProviderSettings provider = new ProviderSettings(ProviderKind.LLM, alias, text(section, "type").orElse(alias), section);
        ProviderErrors.requireFilledIn(provider);
        String written = text(section, "base_url").or(() -> text(section, "url")).orElse("");
        Optional<String> type = text(section, "type");
        Optional<ModelVendor> vendor = ModelVendor.of(type.orElse(alias));
        if (vendor.isEmpty() && (type.isPresent() || written.isEmpty())) {
            throw new ProblemException(
                Problem.of(ProblemCode.PROVIDER_UNKNOWN, provider.subject("type"), "LLM", type.orElse(alias), BuiltInAssistant.ECHO.typeName()));
        }
        ProviderAddress endpoint = ProviderAddress.parse(written.isEmpty() ? vendor.orElseThrow().entry().usualAddress().orElseThrow() : written)
            .orElseThrow(() -> ProviderErrors.incomplete(provider, "base_url"));
        String model = text(section, "model_name").or(() -> text(section, "model")).orElseThrow(() -> ProviderErrors.incomplete(provider, "model_name"));
        ModelTimeouts modelTimeouts = number(section.path("timeout")).filter(seconds -> seconds >= 1 && seconds <= 3600).map(ModelTimeouts::of)
            .orElse(ModelTimeouts.DEFAULT);
        return new ModelConfig(provider, endpoint, provider.key(), model, options(section), modelTimeouts);
    }

    String name() {
        return provider.alias().equals(model) ? model : provider.alias() + " (" + model + ")";
    }

    ProviderErrors errors() {
        return new ProviderErrors(provider, name(), endpoint.root());
    }

    /// Leaves out the API key.
    @Override
    public String toString() {
        return "Provider[" + name() + " at " + endpoint.root() + "]";
    }

    /// Leaves out values that are not numbers or not in range, so that the provider's own default applies.
    private static ObjectNode options(ObjectNode section) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        for (ProviderField field : ProviderField.MODEL_REQUEST) {
            if (field.form() instanceof ProviderField.Form.Number form) {
                number(section.path(field.key())).filter(form::accepts)
                    .ifPresent(value -> options.set(field.key(), form.whole() ? new LongNode(value.longValue()) : new DoubleNode(value)));
            }
        }
        if (section.path("extra_body") instanceof ObjectNode extra) {
            options.setAll(extra);
        }
        return options;
    }

    private static Optional<Double> number(JsonNode written) {
        try {
            double value = written.isNumber() ? written.doubleValue() : written.isTextual() ? Double.parseDouble(written.asText().strip()) : Double.NaN;
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(ObjectNode section, String key) {
        return PurposeEntry.text(section.path(key)).filter(text -> !Placeholder.matches(text));
    }
}
