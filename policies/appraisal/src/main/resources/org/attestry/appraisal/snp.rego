# What a SEV-SNP guest has to be for a token: genuine, current, not open to its host, and started from a measurement that the
# baseline names. Strict on purpose: what is not said is not so, and a baseline without a TCB floor lets nobody in.
#
# Each requirement is one rule that is false unless it holds. A requirement that does not hold makes its trust claim
# contraindicated (96) and stands in the findings with the claim concerned and what was wanted.
package attestry.policy

import rego.v1

appraisal := {"trust_vector": trust_vector, "findings": findings}

trust_vector := {
	"instance-identity": tier("instance-identity"),
	"hardware": tier("hardware"),
	"configuration": tier("configuration"),
	"executables": tier("executables"),
	"runtime-opaque": tier("runtime-opaque"),
}

tier(trust_claim) := 96 if {
	some failed in missing
	failed.trust_claim == trust_claim
}

else := 2

findings := [finding |
	some failed in missing
	finding := {"rule": failed.rule, "claim": failed.claim, "wanted": failed.wanted}
]

missing := [requirement |
	some requirement in requirements
	not holds[requirement.rule]
]

holds := {
	"baseline_is_in_force": baseline_is_in_force,
	"evidence_is_genuine": evidence_is_genuine,
	"chain_is_not_revoked": chain_is_not_revoked,
	"tcb_is_current": tcb_is_current,
	"firmware_is_committed": firmware_is_committed,
	"debug_is_off": debug_is_off,
	"migration_is_off": migration_is_off,
	"privilege_level_is_wanted": privilege_level_is_wanted,
	"measurement_is_known": measurement_is_known,
	"other_values_are_known": other_values_are_known,
	"memory_is_encrypted": memory_is_encrypted,
}

# A missing baseline comes first: without one there is nothing to hold a measurement, a TCB or a level against, so that those rules fail
# too. What needs no baseline, f.e. debug_is_off, says the same with and without one.
requirements := [
	{
		"trust_claim": "executables", "rule": "baseline_is_in_force",
		"claim": "data.baseline",
		"wanted": "a baseline that is active and within its time",
	},
	{
		"trust_claim": "instance-identity", "rule": "evidence_is_genuine",
		"claim": "checks.passed",
		"wanted": "format, chain, validity, signature, platform_identity, tcb and freshness all passed",
	},
	{
		"trust_claim": "hardware", "rule": "chain_is_not_revoked",
		"claim": "checks.passed",
		"wanted": "revocation passed: a current revocation list of the vendor is configured",
	},
	{
		"trust_claim": "hardware", "rule": "tcb_is_current",
		"claim": "claims.reported_tcb",
		"wanted": "bootloader, tee, snp and microcode each at or above the baseline's minimum",
	},
	{
		"trust_claim": "hardware", "rule": "firmware_is_committed",
		"claim": "claims.committed_tcb",
		"wanted": "the committed TCB at or above the baseline's minimum, so that the host cannot roll back below it",
	},
	{
		"trust_claim": "configuration", "rule": "debug_is_off",
		"claim": "claims.policy.debug",
		"wanted": "false: the host can read the memory of a guest that may be debugged",
	},
	{
		"trust_claim": "configuration", "rule": "migration_is_off",
		"claim": "claims.policy.migrate_ma",
		"wanted": "false: a migration agent could take the guest elsewhere",
	},
	{
		"trust_claim": "configuration", "rule": "privilege_level_is_wanted",
		"claim": "claims.vmpl",
		"wanted": "VMPL 0, or a level that the baseline names",
	},
	{
		"trust_claim": "executables", "rule": "measurement_is_known",
		"claim": "claims.measurement",
		"wanted": "a launch measurement that the baseline names",
	},
	{
		"trust_claim": "executables", "rule": "other_values_are_known",
		"claim": "data.baseline.values",
		"wanted": "for every claim that the baseline names one of its values",
	},
	{
		"trust_claim": "runtime-opaque", "rule": "memory_is_encrypted",
		"claim": "claims.report_version",
		"wanted": "an SEV-SNP report of a guest that is not open to debugging",
	},
]

# Versions begin with 1. What stands in where no baseline is in force has 0.
default baseline_is_in_force := false

baseline_is_in_force if at_least(data.baseline.version, 1)

default evidence_is_genuine := false

evidence_is_genuine if {
	input.tee == "snp"
	time.parse_rfc3339_ns(input.at) > 0
	every check in ["format", "chain", "validity", "signature", "platform_identity", "tcb", "freshness"] {
		check in input.checks.passed
	}
}

default chain_is_not_revoked := false

chain_is_not_revoked if {
	"revocation" in input.checks.passed
	not "revocation" in object.keys(input.checks.waived)
}

# The components of a TCB version, and where a baseline names the least of each.
floors := {
	"bootloader": "reported_tcb.bootloader",
	"tee": "reported_tcb.tee",
	"snp": "reported_tcb.snp",
	"microcode": "reported_tcb.microcode",
}

default tcb_is_current := false

tcb_is_current if {
	every component, floor in floors {
		at_least(input.claims.reported_tcb[component], data.baseline.minimum[floor])
	}
	every path, least in data.baseline.minimum {
		at_least(object.get(input.claims, split(path, "."), null), least)
	}
}

# Rego orders any text, list and object above any number, so that ">=" alone would call them large.
at_least(value, least) if {
	is_number(value)
	is_number(least)
	value >= least
}

default firmware_is_committed := false

firmware_is_committed if {
	every component, floor in floors {
		at_least(input.claims.committed_tcb[component], data.baseline.minimum[floor])
	}
}

default debug_is_off := false

debug_is_off if input.claims.policy.debug == false

default migration_is_off := false

migration_is_off if input.claims.policy.migrate_ma == false

default privilege_level_is_wanted := false

privilege_level_is_wanted if {
	not data.baseline.values.vmpl
	input.claims.vmpl == 0
}

privilege_level_is_wanted if as_text(input.claims.vmpl) in data.baseline.values.vmpl

default measurement_is_known := false

measurement_is_known if input.claims.measurement in data.baseline.values.measurement

default other_values_are_known := false

other_values_are_known if {
	count(data.baseline.values) > 0
	every path, wanted in data.baseline.values {
		as_text(object.get(input.claims, split(path, "."), null)) in wanted
	}
}

# What a baseline can name: texts as they are, numbers and truth values in words. A claim that is absent, null, a list or a group has none.
as_text(value) := value if is_string(value)

as_text(value) := sprintf("%v", [value]) if is_number(value)

as_text(value) := sprintf("%v", [value]) if is_boolean(value)

default memory_is_encrypted := false

memory_is_encrypted if {
	at_least(input.claims.report_version, 2)
	input.claims.policy.debug == false
}
