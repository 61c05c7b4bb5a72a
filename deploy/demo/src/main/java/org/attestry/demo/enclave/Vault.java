package org.attestry.demo.enclave;

import java.lang.foreign.ValueLayout;
import org.attestry.agent.enclave.Enclave;
import org.attestry.agent.enclave.EnclaveCallException;
import org.attestry.agent.enclave.TaskResult;
import org.attestry.agent.enclave.TypedCall;

/** Generated from vault.edl. */
public final class Vault {
    private final Enclave enclave;

    public Vault(Enclave enclave) {
        this.enclave = enclave;
    }

    public int add(int a, int b) {
        var cc_call = new TypedCall(2, 4);
        cc_call.value(a);
        cc_call.value(b);
        return cc_call.in(this.enclave).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    public int add_switchless(int a, int b) {
        return switch (this.enclave.callSwitchless(0, a, b)) {
            case TaskResult.Done(var cc_word) -> (int) cc_word;
            case TaskResult.Refused(var cc_why) -> throw new EnclaveCallException(cc_why);
            case TaskResult.Started _, TaskResult.Unfinished _ -> throw new IllegalStateException();
        };
    }

    public int ask_host(int question) {
        var cc_call = new TypedCall(4, 4);
        cc_call.value(question);
        return cc_call.in(this.enclave).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    public int doze(int milliseconds) {
        var cc_call = new TypedCall(5, 4);
        cc_call.value(milliseconds);
        return cc_call.in(this.enclave).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    public int sealed_size(int secret_size) {
        var cc_call = new TypedCall(6, 4);
        cc_call.value(secret_size);
        return cc_call.in(this.enclave).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    public int seal(byte[] secret, int secret_size, byte[] sealed, int sealed_size) {
        var cc_call = new TypedCall(7, 4);
        cc_call.buffer(TypedCall.Direction.IN, secret, Math.multiplyExact((long) secret_size, 1L));
        cc_call.value(secret_size);
        cc_call.buffer(TypedCall.Direction.OUT, sealed, Math.multiplyExact((long) sealed_size, 1L));
        cc_call.value(sealed_size);
        return cc_call.in(this.enclave).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    public int unseal(byte[] sealed, int sealed_size, byte[] secret, int secret_size) {
        var cc_call = new TypedCall(8, 4);
        cc_call.buffer(TypedCall.Direction.IN, sealed, Math.multiplyExact((long) sealed_size, 1L));
        cc_call.value(sealed_size);
        cc_call.buffer(TypedCall.Direction.OUT, secret, Math.multiplyExact((long) secret_size, 1L));
        cc_call.value(secret_size);
        return cc_call.in(this.enclave).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }
}
