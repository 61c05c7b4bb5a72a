package org.attestry.agent.service;

import org.attestry.agent.token.TokenReason;

/** Why there is no token. Each is something else for the caller to do. */
public sealed interface Trouble {
    /** One line for an operator. */
    String sentence();

    /** The service answered, and the answer is no. */
    record Declined(ServiceProblem problem) implements Trouble {
        @Override
        public String sentence() {
            return problem.sentence();
        }
    }

    /** The service did not answer, in as many attempts as are allowed. Whether it got the request is not known. */
    record Unreachable(String why, RequestId request) implements Trouble {
        @Override
        public String sentence() {
            return "the service does not answer (" + why + "), request " + request;
        }
    }

    /** The answer is not what the contract says. */
    record Garbled(String what, RequestId request) implements Trouble {
        @Override
        public String sentence() {
            return "the service answered what this agent does not understand (" + what + "); attestry explain "
                    + request;
        }
    }

    /** The token in the answer is not the one that was asked for, or not the service's. */
    record NotGood(TokenReason reason, String detail) implements Trouble {
        @Override
        public String sentence() {
            return "the service's token is not good: " + reason.wireName() + ", " + detail;
        }
    }

    /** The keys to verify the token with cannot be had. */
    record NoKeys(String why) implements Trouble {
        @Override
        public String sentence() {
            return why;
        }
    }

    /** The TEE of this machine gave no evidence. */
    record NotCollected(String why) implements Trouble {
        @Override
        public String sentence() {
            return "no evidence: " + why;
        }
    }
}
