package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AliyunTokensTest {
    /// The expected value was computed by Python, as the service's documentation and its public clients sign.
    @Test
    void theRequestForATokenIsSigned() {
        assertThat(AliyunTokens.query("LTAI5t~Example*4711", "MrNV+Secret/0815", "9c8e6f00-c7a8-11f0-8de9-0242ac120002", Instant.parse("2026-11-22T14:00:00.7Z")))
            .isEqualTo("Signature=utqajVvep5mq8AlXoCXgCOB12Wo%3D&AccessKeyId=LTAI5t~Example%2A4711"
                + "&Action=CreateToken&Format=JSON&RegionId=cn-shanghai&SignatureMethod=HMAC-SHA1"
                + "&SignatureNonce=9c8e6f00-c7a8-11f0-8de9-0242ac120002&SignatureVersion=1.0&Timestamp=2026-11-22T14%3A00%3A00Z&Version=2019-02-28");
    }
}
