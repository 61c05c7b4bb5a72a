package org.attestry.agent.enclave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The binding over the real library and a real enclave process, the one that the C tests use. */
@Tag("integration")
class EnclaveTest {
    private static final int ECHO = 2;
    private static final int ASK_HOST = 5;
    private static final int REVEAL = 12;
    private static final int NOT_THERE = 4000;
    private static final int TASK_ADD = 0;
    private static final int TASK_DOZE = 2;

    private static Path output = Path.of("");

    @BeforeAll
    static void build() {
        output = NativeBuild.build("plain", "--tests");
    }

    private static Enclave open(Optional<SwitchlessConfig> switchless, HostFunction... functions) {
        var library = EnclaveLibrary.load(output.resolve("lib/libsecgear.so"));
        return Enclave.open(library, output.resolve("test/raw.enclave.so"), switchless, List.of(functions));
    }

    @Test
    void octetsComeBack() {
        try (var enclave = open(Optional.empty())) {
            var in = Bytes.utf8("over there and back");
            assertThat(enclave.call(ECHO, in, in.size())).isEqualTo(new NativeResult.Answered(in));
            assertThat(enclave.call(ECHO, Bytes.EMPTY, 0)).isEqualTo(new NativeResult.Answered(Bytes.EMPTY));
        }
    }

    @Test
    void aRefusalHasTheNameOfItsCode() {
        try (var enclave = open(Optional.empty())) {
            assertThat(name(enclave.call(NOT_THERE, Bytes.EMPTY, 0))).isEqualTo("CC_ERROR_ECALL_NOT_ALLOWED");
        }
    }

    @Test
    void anImageThatIsNotThereIsRefused() {
        var library = EnclaveLibrary.load(output.resolve("lib/libsecgear.so"));
        assertThatThrownBy(() -> Enclave.open(library, Path.of("/no/such/image"), Optional.empty(), List.of()))
                .isInstanceOf(EnclaveException.class)
                .hasMessageContaining("CC_ERROR_INVALID_PATH");
    }

    @Test
    void theEnclaveCallsJava() {
        HostFunction plusOne = (in, outSize) -> {
            var answer = new byte[outSize];
            for (int i = 0; i < outSize; i++) {
                answer[i] = (byte) (in.at(i) + 1);
            }
            return Bytes.copyOf(answer);
        };
        try (var enclave = open(Optional.empty(), plusOne)) {
            assertThat(enclave.call(ASK_HOST, Bytes.of(0, 3, 20), 3))
                    .isEqualTo(new NativeResult.Answered(Bytes.of(1, 4, 21)));
        }
    }

    @Test
    void aHostFunctionThatFailsIsACodeForTheEnclave() {
        HostFunction fails = (_, _) -> {
            throw new IllegalStateException("on purpose");
        };
        HostFunction tooShort = (_, _) -> Bytes.EMPTY;
        try (var enclave = open(Optional.empty(), fails, tooShort)) {
            assertThat(name(enclave.call(ASK_HOST, Bytes.of(0, 1), 2))).isEqualTo("CC_ERROR_GENERIC");
            assertThat(name(enclave.call(ASK_HOST, Bytes.of(1, 1), 2))).isEqualTo("CC_ERROR_GENERIC");
            assertThat(name(enclave.call(ASK_HOST, Bytes.of(2, 1), 2))).isEqualTo("CC_ERROR_OCALL_NOT_ALLOWED");
        }
    }

    @Test
    void switchlessCallsAreMadeAndCollected() throws InterruptedException {
        try (var enclave = open(Optional.of(SwitchlessConfig.ofWorkers(2)))) {
            assertThat(enclave.callSwitchless(TASK_ADD, 20, 22)).isEqualTo(new TaskResult.Done(42));
            var started = (TaskResult.Started) enclave.start(TASK_ADD, 1, 2);
            var result = enclave.collect(started.task());
            while (result instanceof TaskResult.Unfinished) {
                Thread.onSpinWait();
                result = enclave.collect(started.task());
            }
            assertThat(result).isEqualTo(new TaskResult.Done(3));
            assertThat(name(enclave.collect(started.task()))).isEqualTo("CC_ERROR_SWITCHLESS_INVALID_TASK_ID");
        }
    }

    @Test
    void withoutAPoolSwitchlessCallsAreRefused() {
        try (var enclave = open(Optional.empty())) {
            assertThat(name(enclave.callSwitchless(TASK_ADD, 1, 2))).isEqualTo("CC_ERROR_SWITCHLESS_DISABLED");
        }
    }

    @Test
    void aClosedEnclaveRefusesEverything() {
        var enclave = open(Optional.empty());
        enclave.close();
        enclave.close();
        assertThat(name(enclave.call(ECHO, Bytes.EMPTY, 0))).isEqualTo("CC_ERROR_ENCLAVE_DEAD");
        assertThat(name(enclave.start(TASK_ADD, 1, 2))).isEqualTo("CC_ERROR_ENCLAVE_DEAD");
    }

    @Test
    void killingTheProcessDoesNotKillJava() {
        try (var enclave = open(Optional.of(SwitchlessConfig.ofWorkers(1)))) {
            var started = (TaskResult.Started) enclave.start(TASK_DOZE, 60_000);
            var answer = ((NativeResult.Answered) enclave.call(REVEAL, Bytes.EMPTY, 16)).out();
            int process = ByteBuffer.wrap(answer.toArray())
                    .order(ByteOrder.nativeOrder())
                    .getInt(8);
            assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly())
                    .isTrue();
            assertThat(name(enclave.call(NOT_THERE, Bytes.EMPTY, 0))).isEqualTo("CC_ERROR_ENCLAVE_DEAD");
            assertThat(name(enclave.collect(started.task()))).isEqualTo("CC_ERROR_ENCLAVE_DEAD");
        }
    }

    private static String name(NativeResult result) {
        return ((NativeResult.Refused) result).why().name();
    }

    private static String name(TaskResult result) {
        return ((TaskResult.Refused) result).why().name();
    }
}
