# SPDX-License-Identifier: Apache-2.0
# What the function needs around it, for Infrastructure Manager or terraform. Holds no value of any secret.

terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0, < 8.0"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = ">= 6.0, < 8.0"
    }
  }
}

variable "project" {
  type        = string
  description = "id of the project"
}

variable "region" {
  type        = string
  description = "where the function runs"
  default     = "europe-west3"
}

variable "app" {
  type        = string
  description = "the application that is looked after"
}

variable "bucket" {
  type        = string
  description = "bucket in which the function's code lies"
}

variable "code" {
  type        = string
  description = "name of target/function.zip in the bucket; a new name publishes a new release"
}

variable "settings" {
  type        = string
  description = "more settings of halfturn, one a line: notifiers and their options"
  default     = ""
}

variable "mail" {
  type        = string
  description = "who is told when the alarms ring"
}

locals {
  entries = ["lwa--clientidentifier", "lwa--clientsecret", "lwa--clientsecret--inbox",
  "lwa--clientsecret--previous", "lwa--clientsecret--rotation"]
}

data "google_project" "here" {
  project_id = var.project
}

resource "google_pubsub_topic" "halfturn" {
  project = var.project
  name    = "halfturn"
}

resource "google_project_service_identity" "secret_manager" {
  provider = google-beta
  project  = var.project
  service  = "secretmanager.googleapis.com"
}

resource "google_pubsub_topic_iam_member" "secret_manager_may_publish" {
  project = var.project
  topic   = google_pubsub_topic.halfturn.name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_project_service_identity.secret_manager.email}"
}

resource "google_secret_manager_secret" "entry" {
  for_each  = toset(local.entries)
  project   = var.project
  secret_id = "${var.app}--${each.value}"
  replication {
    auto {}
  }
  dynamic "topics" {
    for_each = each.value == "lwa--clientsecret" ? [google_pubsub_topic.halfturn.id] : []
    content {
      name = topics.value
    }
  }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [annotations, labels, rotation]
  }
  depends_on = [google_pubsub_topic_iam_member.secret_manager_may_publish]
}

resource "google_project_iam_custom_role" "rotator" {
  project = var.project
  role_id = "halfturnRotator"
  title   = "Halfturn rotator"
  permissions = [
    "secretmanager.secrets.get",
    "secretmanager.secrets.update",
    "secretmanager.versions.access",
    "secretmanager.versions.add",
    "secretmanager.versions.destroy",
    "secretmanager.versions.disable",
    "secretmanager.versions.get",
    "secretmanager.versions.list",
  ]
}

resource "google_project_iam_custom_role" "lister" {
  project     = var.project
  role_id     = "halfturnLister"
  title       = "Halfturn lister"
  permissions = ["secretmanager.secrets.list"]
}

resource "google_service_account" "function" {
  project      = var.project
  account_id   = "halfturn-check"
  display_name = "Looks after client secrets"
}

resource "google_service_account" "caller" {
  project      = var.project
  account_id   = "halfturn-caller"
  display_name = "Calls the function that looks after client secrets"
}

# By name, so that it holds for secrets that come later too: those of sellers, for example.
resource "google_project_iam_member" "rotator" {
  project = var.project
  role    = google_project_iam_custom_role.rotator.id
  member  = "serviceAccount:${google_service_account.function.email}"
  condition {
    title      = "halfturn-${var.app}"
    expression = "resource.name.startsWith('projects/${data.google_project.here.number}/secrets/${var.app}--')"
  }
}

resource "google_project_iam_member" "lister" {
  project = var.project
  role    = google_project_iam_custom_role.lister.id
  member  = "serviceAccount:${google_service_account.function.email}"
}

resource "google_cloudfunctions2_function" "check" {
  project  = var.project
  location = var.region
  name     = "halfturn-check"
  build_config {
    runtime     = "java17"
    entry_point = "com.example.function.CheckFunction"
    source {
      storage_source {
        bucket = var.bucket
        object = var.code
      }
    }
  }
  service_config {
    available_memory                 = "512Mi"
    timeout_seconds                  = 240
    max_instance_count               = 1
    max_instance_request_concurrency = 1
    ingress_settings                 = "ALLOW_INTERNAL_ONLY"
    service_account_email            = google_service_account.function.email
    environment_variables = {
      HALFTURN_SETTINGS = <<-EOT
        store=gcp-secret-manager
        store.gcp-secret-manager.project=${var.project}
        scheduler=gcp-pubsub
        scheduler.gcp-pubsub.project=${var.project}
        scheduler.gcp-pubsub.topic=${google_pubsub_topic.halfturn.name}
        ${var.settings}
      EOT
    }
  }
  event_trigger {
    trigger_region        = var.region
    event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
    pubsub_topic          = google_pubsub_topic.halfturn.id
    retry_policy          = "RETRY_POLICY_RETRY"
    service_account_email = google_service_account.caller.email
  }
}

resource "google_cloud_run_service_iam_member" "caller" {
  project  = var.project
  location = var.region
  service  = google_cloudfunctions2_function.check.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${google_service_account.caller.email}"
}

resource "google_cloud_scheduler_job" "sweep" {
  project   = var.project
  region    = var.region
  name      = "halfturn-sweep"
  schedule  = "23 6 * * *"
  time_zone = "Etc/UTC"
  http_target {
    http_method = "POST"
    uri         = google_cloudfunctions2_function.check.service_config[0].uri
    body        = base64encode("{}")
    headers = {
      "Content-Type"   = "application/json"
      "ce-id"          = "sweep"
      "ce-source"      = "//cloudscheduler.googleapis.com/halfturn-sweep"
      "ce-specversion" = "1.0"
      "ce-type"        = "dev.halfturn.sweep"
    }
    oidc_token {
      service_account_email = google_service_account.caller.email
    }
  }
}

resource "google_monitoring_notification_channel" "mail" {
  project      = var.project
  display_name = "Halfturn"
  type         = "email"
  labels = {
    email_address = var.mail
  }
}

resource "google_monitoring_alert_policy" "message_waits" {
  project      = var.project
  display_name = "Halfturn: a wake-up waits for an hour"
  combiner     = "OR"
  conditions {
    display_name = "age of the oldest message that nobody has acknowledged"
    condition_threshold {
      filter          = "resource.type = \"pubsub_subscription\" AND metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      comparison      = "COMPARISON_GT"
      threshold_value = 3600
      duration        = "300s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }
  notification_channels = [google_monitoring_notification_channel.mail.id]
}

output "project_number" {
  value = data.google_project.here.number
}
