# What the default policy says of a guest that is all that is wanted, and of guests that lack one thing.
package attestry.policy_test

import rego.v1

import data.attestry.policy

tcb := {"bootloader": 10, "tee": 0, "snp": 23, "microcode": 84}

good := {
	"tee": "snp",
	"at": "2026-01-01T00:00:00Z",
	"checks": {
		"passed": ["format", "chain", "revocation", "validity", "signature", "platform_identity", "tcb", "freshness"],
		"waived": {},
	},
	"claims": {
		"report_version": 3,
		"vmpl": 0,
		"measurement": "ab12",
		"policy": {"debug": false, "migrate_ma": false},
		"reported_tcb": tcb,
		"committed_tcb": tcb,
	},
}

baseline := {
	"values": {"measurement": ["ab12"]},
	"minimum": {
		"reported_tcb.bootloader": 10,
		"reported_tcb.tee": 0,
		"reported_tcb.snp": 23,
		"reported_tcb.microcode": 84,
	},
}

appraised(changes) := appraisal if {
	patched := json.patch(good, changes)
	appraisal := policy.appraisal with input as patched with data.baseline as baseline
}

replaced(path, value) := appraised([{"op": "replace", "path": path, "value": value}])

rules(appraisal) := {finding.rule | some finding in appraisal.findings}

test_all_that_is_wanted_is_affirmed if {
	appraisal := appraised([])
	appraisal.findings == []
	every tier in appraisal.trust_vector { tier == 2 }
}

test_debug_is_refused if {
	appraisal := replaced("/claims/policy/debug", true)
	appraisal.trust_vector.configuration == 96
	rules(appraisal) == {"debug_is_off", "memory_is_encrypted"}
}

test_migration_is_refused if rules(replaced("/claims/policy/migrate_ma", true)) == {"migration_is_off"}

test_a_privilege_level_that_nobody_named_is_refused if {
	rules(replaced("/claims/vmpl", 1)) == {"privilege_level_is_wanted"}
}

test_an_unknown_measurement_is_refused if {
	appraisal := replaced("/claims/measurement", "cd34")
	appraisal.trust_vector.executables == 96
	rules(appraisal) == {"measurement_is_known", "other_values_are_known"}
}

test_each_component_of_the_tcb_counts_alone if {
	every component in ["bootloader", "snp", "microcode"] {
		path := sprintf("/claims/reported_tcb/%s", [component])
		rules(replaced(path, tcb[component] - 1)) == {"tcb_is_current"}
	}
}

test_firmware_that_can_be_rolled_back_is_refused if {
	rules(replaced("/claims/committed_tcb/snp", 22)) == {"firmware_is_committed"}
}

test_a_waived_revocation_is_refused if {
	appraisal := appraised([
		{"op": "replace", "path": "/checks/waived", "value": {"revocation": "no list"}},
		{"op": "replace", "path": "/checks/passed", "value": [check | some check in good.checks.passed; check != "revocation"]},
	])
	appraisal.trust_vector.hardware == 96
	rules(appraisal) == {"chain_is_not_revoked"}
}

test_without_a_baseline_nothing_is_affirmed if {
	appraisal := policy.appraisal with input as good with data.baseline as {}
	rules(appraisal) == {
		"tcb_is_current", "firmware_is_committed", "measurement_is_known", "other_values_are_known",
	}
}

test_another_kind_of_tee_is_not_genuine if rules(replaced("/tee", "tdx")) == {"evidence_is_genuine"}
