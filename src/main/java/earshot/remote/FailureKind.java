package earshot.remote;

import module java.base;

import earshot.problem.ProblemCode;

/// Which problem a provider's refusal is. Statuses say little: providers refuse a key with 400, a model with 403 and an empty account with 429;
/// their words say more.
final class FailureKind {
    private record Rule(ProblemCode code, Pattern words) {
        Rule(ProblemCode code, String words) {
            this(code, Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
        }
    }

    /// In this order: the first that fits counts.
    private static final List<Rule> RULES = List.of(
        new Rule(ProblemCode.PROVIDER_REGION,
            "unsupported_country|country, region|(not (available|supported)|unavailable).{0,30}\\b(country|region|location)"
                + "|location is not supported|region.{0,20}not supported|地区.{0,10}不(支持|可用)"),
        new Rule(ProblemCode.PROVIDER_QUOTA,
            "insufficient.{0,3}(quota|balance|credit|fund)|exceeded_current_quota"
                + "|balance.{0,30}(insufficient|too low|not enough)|credit balance|out of credits|arrear|overdue"
                + "|payment required|(?<!not )(余额|账户).{0,12}(不足|欠费)|欠费|额度.{0,6}(不足|用尽|用完|已用)"
                + "|quota.{0,3}(is |has been )?(exhausted|used up)|exceeded your current quota(?!.*retry in)"
                + "|free (tier|quota).{0,40}(exhausted|used up)|AllocationQuota|HasNo(Free)?Amount|ServiceIsolate|FREE_TRIAL_EXPIRED"),
        new Rule(ProblemCode.PROVIDER_CLOCK, "SignatureExpire|InvalidTimeStamp|RequestTimeTooSkewed"),
        new Rule(ProblemCode.PROVIDER_KEY_REFUSED,
            "invalid.{0,3}api.{0,3}key|incorrect api.?key"
                + "|api.?key.{0,20}(not valid|invalid|expired|not provided|missing|required|disabled|错误|无效)|api_key_invalid|authentication_error"
                + "|authentication (failed|fails)|login fail|(api.?)?(key|token) (has |is )?expired"
                + "|AuthFailure|token '[^']*' (has expired|is invalid)|InvalidAccessKeyId|SignatureDoesNotMatch|APPKEY_NOT_EXIST"
                + "|invalid.{0,15}(bearer |access )?token\\b(?!s)|unauthorized|unauthenticated|not authenticated"
                + "|(无效|失效|过期).{0,6}(令牌|密钥)|(令牌|密钥|身份验证).{0,8}(无效|失效|过期|错误|失败|不正确)"),
        new Rule(ProblemCode.PROVIDER_CONTEXT,
            "context_length|context (length|window|size)|prompt is too long"
                + "|((max(imum)? )?length of (the )?(input|prompt|messages?)"
                + "|(input|prompt|messages?).{0,30}(too long|too large|exceed.{0,30}(token|length)))"
                + "|too many tokens|range of input length|request too large|输入.{0,10}(过长|超)|上下文.{0,12}(超|过长)"),
        new Rule(ProblemCode.PROVIDER_FILTERED,
            "content.?filter|content (management )?policy|data.?inspection|inappropriate content"
                + "|(sensitive|unsafe|harmful) (word|content|information)|responsibleai|safety (system|setting|filter)"
                + "|moderation|content audit|content exists risk|内容审核|敏感|违规|不安全"),
        new Rule(ProblemCode.PROVIDER_NOT_FOUND,
            "model_not_found|model_decommissioned|modelnotfound"
                + "|model.{0,100}(not found|(does|do) not exist|not exist|decommissioned"
                + "|no longer (available|supported)|is not available|not a valid)"
                + "|(no such|unknown|invalid|unsupported) model\\b(?! parameter)|not a valid model|invalid model"
                + "|模型.{0,20}(不存在|未找到|无效|未开通|已下线)"),
        new Rule(ProblemCode.PROVIDER_LIMITED, "rate.?limit|too many requests|RequestLimitExceeded|Throttling|请求.{0,6}(频繁|过多)|限流"));
    private static final Pattern NO_SUCH_PATH = Pattern.compile(
        "(?is)\\W*(404)?\\W*((page )?not found|cannot (post|get) .*|invalid url.*"
            + "|no static resource.*|no (handler|route|resource).*"
            + "|unknown (path|endpoint|url|request url).*|.*unexpected endpoint.*"
            + "|(the )?requested? (url|path|resource).*(not found|not exist).*"
            + "|method not allowed.*|resource not found|nosuchpath|url not found.*|路径.*不存在.*)\\W*");

    private static final Pattern FILTERED = Pattern.compile("(?i).*(content_?filter|sensitive|safety|prohibited|blocklist|recitation|refusal).*");

    private FailureKind() {}

    /// Whether the reason for which an answer ended says that it was not allowed.
    static boolean isFiltered(String finishReason) {
        return FILTERED.matcher(finishReason).matches();
    }

    static ProblemCode of(int status, ErrorBody error) {
        if (error.webPage() && status < 500) {
            return ProblemCode.PROVIDER_WEB_PAGE;
        }
        if (RetryPolicy.mayPass(status) && status != 429) {
            return ProblemCode.PROVIDER_FAILED;
        }
        if (status == 405 || status == 404 && NO_SUCH_PATH.matcher(error.message()).matches()) {
            return ProblemCode.PROVIDER_PATH_UNKNOWN;
        }
        String words = error.words();
        return RULES.stream().filter(rule -> rule.words.matcher(words).find()).findFirst().map(Rule::code).orElseGet(() -> byStatus(status));
    }

    private static ProblemCode byStatus(int status) {
        return switch (status) {
            case 401, 403 -> ProblemCode.PROVIDER_KEY_REFUSED;
            case 402 -> ProblemCode.PROVIDER_QUOTA;
            case 404, 410 -> ProblemCode.PROVIDER_NOT_FOUND;
            case 413 -> ProblemCode.PROVIDER_CONTEXT;
            case 429 -> ProblemCode.PROVIDER_LIMITED;
            case 451 -> ProblemCode.PROVIDER_REGION;
            default -> status >= 400 && status < 500 ? ProblemCode.PROVIDER_DECLINED : ProblemCode.PROVIDER_FAILED;
        };
    }
}
