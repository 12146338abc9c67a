// From the project's reference folder (bench/limit/limit_mechanistic.c, November 2026): a lower limit in C for what the engine does, with its own generators. Compiled by gcc -O3; the clock is that of the processor.
// Lower limit for one mechanistic trial of 14 participants as scenarios/williams-2018.yaml runs it (claim and five analyses):
// only the draws and elementary functions that the algorithm needs, no logic. Counts per participant: 22 seats (Threefry4x32-20),
// 14 normals, 30 uniforms, 60 exponentials, 6 logistic, 16 table searches of about 20 steps. One core.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#include <time.h>
static inline uint32_t rl(uint32_t x,int k){return (x<<k)|(x>>(32-k));}
static const int R[8][2]={{10,26},{11,21},{13,27},{23,5},{6,20},{17,11},{25,10},{18,20}};
static inline void tf(const uint32_t*k,uint32_t a,uint32_t b,uint32_t c,uint32_t d,uint32_t*o){uint32_t ks[5]={k[0],k[1],k[2],k[3],0x1BD11BDA^k[0]^k[1]^k[2]^k[3]},x[4]={a+k[0],b+k[1],c+k[2],d+k[3]};
for(int r=0;r<20;r++){int q=r&7;if(r&1){x[0]+=x[3];x[3]=rl(x[3],R[q][0])^x[0];x[2]+=x[1];x[1]=rl(x[1],R[q][1])^x[2];}else{x[0]+=x[1];x[1]=rl(x[1],R[q][0])^x[0];x[2]+=x[3];x[3]=rl(x[3],R[q][1])^x[2];}if((r&3)==3){int s=r/4+1;for(int i=0;i<4;i++)x[i]+=ks[(s+i)%5];x[3]+=s;}}o[0]=x[0];o[1]=x[1];o[2]=x[2];o[3]=x[3];}
typedef struct{uint32_t s[4];}X;static inline uint32_t nx(X*x){uint32_t*s=x->s,r=rl(s[1]*5,7)*9,t=s[1]<<9;s[2]^=s[0];s[3]^=s[1];s[1]^=s[2];s[0]^=s[3];s[2]^=t;s[3]=rl(s[3],11);return r;}
static inline double un(X*x){uint32_t h=nx(x)>>11;return (h*4294967296.0+nx(x)+0.5)*0x1p-53;}
static double ex[257];static inline double nrm(X*x){uint32_t w=nx(x);int l=w&255;double v=((w>>11)*4294967296.0+nx(x))*0x1p-53*ex[l];return v<ex[l+1]?v:un(x)*3;}
int main(int c,char**v){long T=c>1?atol(v[1]):100000;for(int i=0;i<257;i++)ex[i]=3.7*(1-i/260.0);double tab[64];for(int i=0;i<64;i++)tab[i]=i/64.0;uint32_t k[4]={1,2,3,4};double acc=0;struct timespec a,b;clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&a);
for(long t=0;t<T;t++)for(int p=0;p<14;p++){X x;for(int s=0;s<22;s++){tf(k,t,p,s,0,x.s);acc+=un(&x)*1e-9;}for(int i=0;i<8;i++)acc+=un(&x)*1e-9;for(int i=0;i<14;i++)acc+=nrm(&x)*1e-9;double e=0.1+acc*1e-12;for(int i=0;i<60;i++){e+=exp(-e-i*0.01)*1e-3;}for(int i=0;i<6;i++)e+=1/(1+exp(-e))*1e-3;acc+=e*1e-9;for(int i=0;i<16;i++){double u=un(&x);int j=0;while(j<40&&tab[j]<u*0.5)j++;acc+=j*1e-9;}}
clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&b);double w=(b.tv_sec-a.tv_sec)+1e-9*(b.tv_nsec-a.tv_nsec);printf("trials/s %.0f  us/trial %.2f (%g)\n",T/w,w/T*1e6,acc);}
