/** What every service serves its operators: `controllers: [..., ...operatorControllers]` in its module. */
import { OperatorHttp } from './operator.http.js';
import { OperatorDoctorHttp } from './operator-doctor.http.js';
import { OperatorHeadsHttp } from './operator-heads.http.js';
import { OperatorJobsHttp } from './operator-jobs.http.js';

export const operatorControllers = [OperatorHttp, OperatorJobsHttp, OperatorHeadsHttp, OperatorDoctorHttp];
